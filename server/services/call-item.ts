import { createHash } from "node:crypto";
import type { Value } from "../../engine/index.ts";
import type { Conversation, OutboxItem } from "../stores/ports.ts";

/** What a turn left in the outbox for a `call:`. */
export interface CallBody {
  /** The engine's id of the call, under which the answer comes back. */
  readonly call: string;
  readonly service: string;
  readonly send: Value;
  /** Number of the turn that made it. */
  readonly turn: number;
}

/** @throws when the item is no call. */
export function callBody({ id, body }: OutboxItem): CallBody {
  if (typeof body === "object" && body !== null && "call" in body && "service" in body && "send" in body)
    return body as CallBody;
  throw new Error(`outbox item ${id} is no call`);
}

/** The id under which a service sees the call: the same for each try, and no other call of any conversation has it. */
export function callKey({ id }: OutboxItem): string {
  return createHash("sha256").update(id).digest("hex");
}

/** Where the talk has left the step meanwhile (a topic, a rep), its clock does not run: then as where a step says nothing. */
const GIVE_UP_MS = 20_000;

/** Until when an answer is of use, ms since 1970. */
export function giveUpAt({ talk, turns, updatedAt }: Conversation, { turn }: CallBody): number {
  const clock = talk.clocks.find(({ key }) => key.startsWith("give_up_after/"));
  if (clock) return clock.dueAt;
  const made = turns.find((one) => one.turn === turn)?.at ?? updatedAt;
  return Date.parse(made) + GIVE_UP_MS;
}
