import type { Counters } from "./counters.ts";

const MOST_KEYS = 50_000;

/** Counters of one process: a restart forgets them. Past 50,000 keys the one that was begun first is forgotten. */
export function memoryCounters(): Counters {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();
  return {
    hit: async (key, limit, windowMs, now) => {
      const found = windows.get(key);
      // A window that ends later than one can last was begun by a clock that was wrong, or under a longer limit.
      if (!found || found.endsAt <= now || found.endsAt > now + windowMs) {
        windows.delete(key);
        windows.set(key, { count: Math.min(1, limit), endsAt: now + windowMs });
        const first = windows.keys().next();
        if (windows.size > MOST_KEYS && !first.done) windows.delete(first.value);
        return limit > 0 ? ALLOWED : { allowed: false, retryAfterMs: windowMs };
      }
      if (found.count >= limit) return { allowed: false, retryAfterMs: found.endsAt - now };
      found.count += 1;
      return ALLOWED;
    },
  };
}

const ALLOWED = { allowed: true, retryAfterMs: 0 } as const;
