import type { OutboxItem } from "../stores/ports.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after each failed try. After the last one the item is a dead letter. */
export const RETRY_AFTER_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  8 * HOUR,
  24 * HOUR,
] as const;

/** The item after a failed try. */
export function afterFailure(item: OutboxItem, now: number): OutboxItem {
  const wait = RETRY_AFTER_MS[item.tries];
  return { ...item, tries: item.tries + 1, nextTryAt: wait === undefined ? undefined : now + wait };
}
