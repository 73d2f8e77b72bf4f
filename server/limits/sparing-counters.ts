import type { Counters } from "./counters.ts";

/** Below this a limit is counted exactly. */
const COARSE_FROM = 100;
/** A coarse limit is counted in so many parts. */
const PARTS = 20;
const MOST_KEYS = 20_000;

/**
 * The same counters with less work for what stands behind them, so that a flood costs little.
 *
 * - Who was refused is refused by this process until the wait is over, without asking again.
 * - Of a high limit, each process counts a twentieth by itself and then tells it as one: a node may let through up to 5 %
 *   more than the limit.
 */
export function sparingCounters(behind: Counters): Counters {
  const refusedUntil = new Map<string, number>();
  const untold = new Map<string, number>();
  return {
    hit: async (key, limit, windowMs, now) => {
      const until = refusedUntil.get(key) ?? 0;
      if (until > now && until <= now + windowMs) return { allowed: false, retryAfterMs: until - now };
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
