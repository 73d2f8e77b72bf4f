import type { Conversation, OutboxItem } from "../stores/ports.ts";
import { EMPTY_LEAD, unbegunTalk } from "../turns/parked.ts";

/** What is left to erase besides the conversation itself. The body of an outbox item `erase`. */
export interface Erasure {
  /** Hash of the visitor's token, which the tombstone does not have any more. */
  readonly visitor: string;
  /** Ids of the leads that came of the conversation. */
  readonly leads: readonly string[];
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Longer than any request that read the conversation before it was erased, an upload among them, can last. */
export const AGAIN_AFTER_MS = 10 * 60_000;

/**
 * The tombstone that takes the conversation's place, one version on: its id, its site, the playbook and the time. It is
 * saved like a turn, so whoever takes one at the same moment either comes before it, and is erased, or finds it.
 *
 * Its outbox erases the rest at once, and once more when nothing that began before can still be under way.
 */
export function erasedConversation(
  before: Conversation,
  leads: readonly string[],
  now: number,
): Conversation {
  const at = new Date(now).toISOString();
  const { id, siteId, v, visitor, talk, turn, epoch } = before;
  const body: Erasure = { visitor, leads, at };
  const item = (name: string, nextTryAt: number, tries: number): OutboxItem => {
    return { id: `${name}:${id}`, kind: "erase", body, tries, nextTryAt };
  };
  // Counted as tried: fresh items are done at once by the node that made them.
  const again = item("erase-again", now + AGAIN_AFTER_MS, 1);
  return {
    id,
    siteId,
    v: v + 1,
    visitor: "",
    createdAt: at,
    updatedAt: at,
    erasedAt: at,
    talk: { ...unbegunTalk(talk.playbook, talk.version), status: "ended" },
    lead: EMPTY_LEAD,
    turn,
    turns: [],
    recent: [],
    nextDueAt: undefined,
    outbox: [item("erase", now, 0), again],
    nextTryAt: now,
    owner: undefined,
    epoch: epoch + 1,
    queue: "erased",
    waitingSince: undefined,
    answerBy: undefined,
    note: undefined,
    notes: [],
    page: { url: "/" },
    campaign: {},
  };
}

/** @throws when the item is none of ours. */
export function erasureOf({ id, body }: OutboxItem): Erasure {
  if (typeof body === "object" && body !== null && "leads" in body && "visitor" in body)
    return body as Erasure;
  throw new Error(`outbox item ${id} names nothing to erase`);
}
