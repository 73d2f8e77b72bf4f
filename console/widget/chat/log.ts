import type { Message } from "../../../server/wire/message.ts";

/**
 * The log with what came, each `seq` once, in the order of `seq`.
 *
 * Gives the same list back when nothing was new, so that a repeated answer redraws nothing.
 */
export function mergeMessages(log: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const fresh = newMessages(log, incoming);
  return fresh.length === 0 ? log : [...log, ...fresh].sort((a, b) => a.seq - b.seq);
}

/** What of `incoming` the log does not hold yet. */
export function newMessages(log: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const known = new Set(log.map(({ seq }) => seq));
  return incoming.filter(({ seq }) => !known.has(seq) && known.add(seq));
}

/** The highest `seq` before which nothing is missing: what to ask the server to go on from. */
export function wholeUpTo(log: readonly Message[]): number {
  let seq = 0;
  for (const message of log) {
    if (message.seq !== seq + 1) break;
    seq = message.seq;
  }
  return seq;
}

export function lastSeq(log: readonly Message[]): number {
  return log.at(-1)?.seq ?? 0;
}

/** Messages of the bot or a rep after the one that the visitor last saw. */
export function unreadAfter(log: readonly Message[], seen: number): number {
  return log.filter(({ seq, from }) => seq > seen && (from === "bot" || from === "rep")).length;
}
