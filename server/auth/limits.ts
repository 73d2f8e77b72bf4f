import type { Timekeeper } from "../timekeeper.ts";

/** So many in so many milliseconds. */
export interface Limit {
  readonly most: number;
  readonly within: number;
}

const MINUTE = 60_000;
export const MESSAGE_LIMIT: Limit = { most: 20, within: MINUTE };
export const BEGIN_LIMIT: Limit = { most: 30, within: 60 * MINUTE };

/** Counts what was done under a key. Kept in memory: a restart forgets it. */
export interface Counter {
  /** Counts one. @returns whole seconds to wait when it was one too many, which is not counted; else undefined. */
  take(key: string): number | undefined;
  forget(key: string): void;
}

const MOST_KEYS = 50_000;

export function makeCounter({ most, within }: Limit, timekeeper: Timekeeper): Counter {
  const taken = new Map<string, readonly number[]>();
  return {
    take: (key) => {
      const now = timekeeper.now();
      const recent = (taken.get(key) ?? []).filter((time) => time > now - within);
      const oldest = recent[0];
      if (recent.length >= most && oldest !== undefined)
        return Math.max(1, Math.ceil((oldest + within - now) / 1_000));
      // Deleted first, so that the map stays in the order of last use and the least used key goes when it is full.
      taken.delete(key);
      taken.set(key, [...recent, now]);
      const first = taken.keys().next();
      if (taken.size > MOST_KEYS && !first.done) taken.delete(first.value);
      return undefined;
    },
    forget: (key) => {
      taken.delete(key);
    },
  };
}
