import { isOwned, isSought } from "../../../engine/index.ts";
import type { Conversation } from "../../stores/ports.ts";
import type { HandoffWorld } from "./handoff-world.ts";

export interface HandoffFigures {
  readonly handoffs: number;
  readonly claims: number;
  /** Clocks of the ladder and of the playbook that rang. */
  readonly clocks: number;
  readonly transfers: number;
  readonly vanished: number;
}

export interface HandoffWatch {
  figures(): HandoffFigures;
  faults(): readonly string[];
  /** Looks for whoever waits longer than was promised. */
  look(second: number): void;
}

/** A process that dies keeps others from its clocks for no longer than its lease, 5 s; a round comes each second. */
const LATE_MS = 7_000;

/** Sees every version that the store keeps, and holds it against the promises. */
export function watchHandoffs({ store, open, clock }: HandoffWorld): HandoffWatch {
  const faults: string[] = [];
  const count = { handoffs: 0, claims: 0, clocks: 0, transfers: 0, vanished: 0 };
  store.watch((before, after) => {
    // Not by its number alone: where nobody checks versions, two different turns have the same.
    if (before && JSON.stringify(after.turns.at(-1)) === JSON.stringify(before.turns.at(-1))) return;
    faults.push(...turnFaults(before, after));
    const event = eventOf(after);
    const was = before?.talk.handoff;
    const is = after.talk.handoff;
    if (is && is.number !== was?.number) count.handoffs++;
    if (event === "rep_joined") count.claims++;
    if (event === "clock") count.clocks++;
    if (event === "transfer_accepted") count.transfers++;
    if (was && is && isOwned(was) && isSought(is)) count.vanished++;
  });
  return {
    figures: () => ({ ...count }),
    faults: () => faults,
    look: (second) => {
      const now = clock.now();
      for (const one of open())
        if (isLate(one, now)) faults.push(`${one.id} is past its clock at ${second} s`);
    },
  };
}

/** What one turn may never do. */
export function turnFaults(before: Conversation | undefined, after: Conversation): readonly string[] {
  const faults: string[] = [];
  const event = eventOf(after);
  if (before?.owner && after.owner && before.owner.id !== after.owner.id && event !== "transfer_accepted")
    faults.push(`${after.id} was owned by ${before.owner.id} and taken by ${after.owner.id}`);
  const owned = before?.talk.status === "human" && after.talk.status === "human";
  if (owned && after.turns.at(-1)?.messages.some(({ from }) => from === "bot"))
    faults.push(`${after.id}: the bot spoke while ${before.owner?.id} owned the turn`);
  if ((after.talk.status === "human") !== (after.owner !== undefined))
    faults.push(`${after.id} is with a human and has no owner, or the other way round`);
  return faults;
}

function isLate({ talk, answerBy, owner }: Conversation, now: number): boolean {
  const late = (at: number | undefined) => at !== undefined && at < now - LATE_MS;
  if (talk.status === "waiting" && (answerBy === undefined || late(Date.parse(answerBy)))) return true;
  if (owner && talk.handoff === undefined) return true;
  return talk.clocks.some(({ dueAt }) => late(dueAt));
}

function eventOf({ turns }: Conversation): string {
  const event = turns.at(-1)?.event;
  return typeof event === "object" && event !== null && "type" in event ? String(event.type) : "";
}
