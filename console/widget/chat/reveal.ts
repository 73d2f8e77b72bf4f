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
 * Only the bot's words wait, only after the visitor's first (the greeting is there at once), and only until somebody else
 * says something: what was written in another tab, or while this one slept, does not come word by word.
 */
export function nextReveal(log: readonly Message[], shown: number): Reveal {
  const spokenAt = log.find(({ from }) => from === "visitor")?.seq ?? Number.POSITIVE_INFINITY;
  const othersTo = log.findLast(({ from }) => from !== "bot")?.seq ?? 0;
  let upTo = shown;
  for (const { seq, from } of log) {
    if (seq <= shown) continue;
    if (from === "bot" && seq > spokenAt && seq > othersTo) return { upTo, waitMs: waitOf(log, othersTo) };
    upTo = seq;
  }
  return { upTo, waitMs: undefined };
}

/** An equal share for each of the bot's last messages. */
function waitOf(log: readonly Message[], othersTo: number): number {
  const together = log.filter((message) => message.seq > othersTo).length;
  return Math.min(ONE_MS, Math.floor(LONGEST_MS / together));
}
