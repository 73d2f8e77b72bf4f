import type { Message } from "../../../server/wire/message.ts";

/** All that arrives together is shown within this time. */
const LONGEST_MS = 700;
const ONE_MS = 350;

export interface Reveal {
  /** Show messages up to this `seq` now. */
  readonly upTo: number;
  /** Then the next bot message after so many ms, with typing dots until then; undefined: nothing waits. */
  readonly waitMs: number | undefined;
}

/**
 * What to show next of a log of which the visitor sees everything up to `shown`.
 *
 * Only the bot's words wait, and only after the visitor's first: the greeting is there at once.
 */
export function nextReveal(log: readonly Message[], shown: number): Reveal {
  const spokenAt = log.find(({ from }) => from === "visitor")?.seq ?? Number.POSITIVE_INFINITY;
  let upTo = shown;
  for (const { seq, from } of log) {
    if (seq <= shown) continue;
    if (from === "bot" && seq > spokenAt) return { upTo, waitMs: waitOf(log, seq) };
    upTo = seq;
  }
  return { upTo, waitMs: undefined };
}

/** An equal share for each of the bot's messages that stand together. */
function waitOf(log: readonly Message[], seq: number): number {
  const before = log.findLast((message) => message.seq < seq && message.from !== "bot")?.seq ?? 0;
  const next =
    log.find((message) => message.seq > seq && message.from !== "bot")?.seq ?? Number.POSITIVE_INFINITY;
  const together = log.filter((message) => message.seq > before && message.seq < next).length;
  return Math.min(ONE_MS, Math.floor(LONGEST_MS / together));
}
