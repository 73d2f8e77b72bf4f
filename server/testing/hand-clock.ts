import type { Timekeeper } from "../timekeeper.ts";

/** A clock that only moves when told, and chance that always falls in the middle. */
export interface HandClock extends Timekeeper {
  advance(ms: number): void;
}

/** Waits between two tries of a turn are shorter than this. They pass by themselves, or a test would stand still. */
const SHORT_MS = 400;

export function handClock(start = Date.UTC(2026, 5, 1, 9)): HandClock {
  let now = start;
  const waiting = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => now,
    random: () => 0.5,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        if (ms < SHORT_MS) return void setImmediate(resolve);
        const stop = () => {
          waiting.delete(sleeper);
          resolve();
        };
        const wake = () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        };
        const sleeper = { until: now + ms, wake };
        waiting.add(sleeper);
        signal?.addEventListener("abort", stop);
      }),
    advance: (ms) => {
      now += ms;
      for (const sleeper of waiting) {
        if (sleeper.until > now) continue;
        waiting.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}
