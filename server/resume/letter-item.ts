import type { TurnEvent } from "../../engine/index.ts";
import type { Conversation, OutboxItem } from "../stores/ports.ts";

/** A visitor who has left is written to when a rep's words have waited for so long: one letter for all of them. */
export const LETTER_AFTER_MS = 3 * 60_000;

/** The outbox item that looks, some minutes after a rep spoke, whether the visitor is there to read it. */
export function letterItem(
  before: Pick<Conversation, "id" | "outbox">,
  event: TurnEvent,
  turn: number,
  now: number,
): OutboxItem | undefined {
  // One that waits already will take these words along.
  if (event.type !== "rep_said" || before.outbox.some(({ kind }) => kind === "letter")) return undefined;
  const nextTryAt = now + LETTER_AFTER_MS;
  return { id: `letter:${before.id}:${turn}`, kind: "letter", body: { turn }, tries: 0, nextTryAt };
}
