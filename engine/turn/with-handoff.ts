import {
  type Climbing,
  climb,
  clocksOf,
  type HandoffEvent,
  offered,
  takenUnasked,
} from "../handoff/climb.ts";
import { type Handoff, isOwned, isSought } from "../handoff/handoff.ts";
import type { Lead } from "../lead/lead.ts";
import { zoneOf } from "../playbook/site.ts";
import { addSpan } from "../time/add-span.ts";
import { dueInBusinessHours } from "../time/business-time.ts";
import { teamOf } from "./clocks.ts";
import type {
  AlertReason,
  Clock,
  Effect,
  HandoffAct,
  RefusedTurn,
  Talk,
  Turn,
  TurnEvent,
  World,
} from "./turn.ts";

const LADDER = "ladder/";

/** What can happen to a conversation that has begun. */
type ActEvent = Exclude<TurnEvent, { type: "begin" }>;

/** The event for the playbook that a clock of the ladder comes to: the owner did not answer in time. */
export function clockOfLadder(talk: Talk, event: ActEvent, now: number): ActEvent | "gone" {
  if (event.type !== "clock" || !event.key.startsWith(LADDER)) return event;
  const clock = talk.clocks.find(({ key }) => key === event.key);
  if (!clock || clock.dueAt > now || !talk.handoff) return "gone";
  return event.key.startsWith(`${LADDER}reply/`)
    ? { type: "rep_vanished", name: talk.handoff.owner?.name ?? "" }
    : event;
}

/** A turn that moves the ladder alone; undefined when the event is the playbook's. */
export function ladderTurn(
  talk: Talk,
  lead: () => Lead,
  event: TurnEvent,
  world: World,
): Turn | RefusedTurn | undefined {
  const act = actOf(event);
  if (act === undefined) return undefined;
  const handoff = talk.handoff && climb(talk.handoff, act, climbing(talk, world));
  if (!handoff) return { refused: "NOT_NOW" };
  return {
    talk: withLadder(talk, handoff),
    messages: [],
    effects: alertsOf(talk.handoff, handoff, act),
    lead: lead(),
    reading: undefined,
    visited: [],
  };
}

/** The same turn with the ladder where the turn leaves it. */
export function withHandoff(before: Talk | undefined, turn: Turn, event: TurnEvent, world: World): Turn {
  const next = handoffAfter(before, turn, event, world);
  if (next === undefined) return turn;
  return {
    ...turn,
    talk: withLadder(turn.talk, next),
    effects: [...turn.effects, ...(event.type === "rep_vanished" ? [alertOf(next, "lost")] : [])],
  };
}

function handoffAfter(
  before: Talk | undefined,
  turn: Turn,
  event: TurnEvent,
  world: World,
): Handoff | undefined {
  const { talk } = turn;
  const handoff = before?.handoff;
  const at = climbing(talk, world);
  const wasSought = before !== undefined && isWaiting(before);
  const begins = turn.effects.some(({ type }) => type === "handoff_offered");
  if (isWaiting(talk)) {
    if (event.type === "rep_vanished" && handoff) return climb(handoff, { type: "vanished" }, at);
    if (wasSought && handoff && isSought(handoff) && !begins) return handoff;
    return offered({ team: talk.team, language: languageOf(talk) }, handoff, at);
  }
  if (talk.status === "human") return ownedAfter(handoff, event, at);
  return handoff && over(handoff, at);
}

function ownedAfter(handoff: Handoff | undefined, event: TurnEvent, at: Climbing): Handoff | undefined {
  if (event.type === "rep_joined") {
    const by = { id: event.rep ?? event.name, name: event.name };
    return (handoff && climb(handoff, { type: "claimed", by }, at)) ?? takenUnasked(by, handoff, at);
  }
  if (!handoff) return undefined;
  if (event.type === "message") return climb(handoff, { type: "visitor_spoke" }, at) ?? handoff;
  if (event.type === "rep_said") return climb(handoff, { type: "owner_spoke" }, at) ?? handoff;
  return handoff;
}

function over(handoff: Handoff, at: Climbing): Handoff {
  if (isOwned(handoff)) return climb(handoff, { type: "given_back" }, at) ?? handoff;
  if (isSought(handoff)) return climb(handoff, { type: "nobody_came" }, at) ?? handoff;
  return handoff;
}

function isWaiting({ status }: Talk): boolean {
  return status === "waiting" || status === "parked";
}

function actOf(event: TurnEvent): HandoffEvent | undefined {
  if (event.type === "clock") {
    if (event.key.startsWith(`${LADDER}rung/`)) return { type: "rung_over" };
    return event.key.startsWith(`${LADDER}transfer/`) ? { type: "transfer_bounced" } : undefined;
  }
  return isHandoffAct(event) ? eventOf(event) : undefined;
}

export function isHandoffAct(event: TurnEvent): event is HandoffAct {
  return event.type.startsWith("handoff_") || event.type.startsWith("transfer_");
}

function eventOf(act: HandoffAct): HandoffEvent {
  switch (act.type) {
    case "handoff_routed":
      return { ...act, type: "routed" };
    case "handoff_declined":
      return { type: "declined", by: act.rep };
    default:
      return act;
  }
}

function alertsOf(before: Handoff | undefined, after: Handoff, event: HandoffEvent): readonly Effect[] {
  switch (event.type) {
    case "routed":
      return [alertOf(after, before?.rung === "everybody" && !event.to ? "escalation" : "handoff")];
    case "transfer_offered":
      return [alertOf(after, "transfer")];
    case "transfer_bounced":
      return [alertOf(after, "bounced")];
    default:
      return [];
  }
}

/** Stable: the same state of the same handoff gives the same id. */
function alertOf(handoff: Handoff, reason: AlertReason): Effect {
  const { number, rung, to, asked, transfer } = handoff;
  const whom = to?.id ?? transfer?.endsAt ?? asked.length;
  return { type: "alert", id: `${number}.${rung}.${reason}.${whom}`, reason };
}

function withLadder(talk: Talk, handoff: Handoff): Talk {
  const others = talk.clocks.filter(({ key }) => !key.startsWith(LADDER));
  const clocks = Object.entries(clocksOf(handoff)).map(
    ([name, dueAt]): Clock => ({
      key: `${LADDER}${name}/${handoff.number}.${handoff.rung}.${dueAt}`,
      dueAt,
    }),
  );
  return { ...talk, clocks: [...others, ...clocks], handoff };
}

function climbing(talk: Talk, { now, site }: World): Climbing {
  return {
    now,
    rules: site.handoff,
    answerBy: talk.clocks.find(({ key }) => key.startsWith("answer_within/"))?.dueAt,
    due: (span, name) => {
      const team = teamOf(site, name ?? "");
      const due = team && dueInBusinessHours(now, span, team, zoneOf(site, team));
      return due ?? addSpan(now, span, site.timeZone);
    },
  };
}

/** The context is the engine's own, but that of a conversation that could not begin is empty. */
function languageOf({ snapshot: { context } }: Talk): string | undefined {
  const page =
    typeof context === "object" && context !== null && "page" in context ? context.page : undefined;
  if (typeof page !== "object" || page === null || !("language" in page)) return undefined;
  return typeof page.language === "string" && page.language !== "" ? page.language : undefined;
}
