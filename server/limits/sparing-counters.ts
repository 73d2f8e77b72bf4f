import type { Counters } from "./counters.ts";

/** Below this a limit is counted exactly. */
const COARSE_FROM = 100;
/** A coarse limit is counted in so many parts. */
const PARTS = 20;
const MOST_KEYS = 20_000;

export interface SparingCounters extends Counters {
  /** For how many ms this process refuses the key without asking what stands behind; 0: it would ask. */
  refusedFor(key: string, windowMs: number, now: number): number;
}

/**
 * The same counters with less work for what stands behind them, so that a flood costs little.
 *
 * - Who was refused is refused by this process until the wait is over, without asking again.
 * - Of a high limit, each process counts a twentieth by itself and then tells it as one: a node may let through up to 5 %
 *   more than the limit.
 */
export function sparingCounters(behind: Counters): SparingCounters {
  const refusedUntil = new Map<string, number>();
  const untold = new Map<string, number>();
  const refusedFor = (key: string, windowMs: number, now: number) => {
    const until = refusedUntil.get(key) ?? 0;
    return until > now && until <= now + windowMs ? until - now : 0;
  };
  return {
    refusedFor,
    hit: async (key, limit, windowMs, now) => {
      const retryAfterMs = refusedFor(key, windowMs, now);
      if (retryAfterMs > 0) return { allowed: false, retryAfterMs };
      const part = limit < COARSE_FROM ? 1 : Math.floor(limit / PARTS);
      const here = (untold.get(key) ?? 0) + 1;
      if (here < part) {
        keep(untold, key, here);
        return { allowed: true, retryAfterMs: 0 };
      }
      const hit = await behind.hit(key, Math.floor(limit / part), windowMs, now);
      untold.delete(key);
      if (hit.allowed) refusedUntil.delete(key);
      else keep(refusedUntil, key, now + hit.retryAfterMs);
      return hit;
    },
  };
}

/** The map stays in the order of last use, and the least used key goes when it is full. */
function keep(map: Map<string, number>, key: string, value: number): void {
  map.delete(key);
  map.set(key, value);
  const first = map.keys().next();
  if (map.size > MOST_KEYS && !first.done) map.delete(first.value);
}
