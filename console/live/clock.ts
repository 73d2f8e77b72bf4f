import type { Feed } from "./feed.ts";

/** The time in ms since 1970, once a second, and only while somebody looks at it. */
export function createClock(
  now: () => number,
  every: (tick: () => void, ms: number) => () => void,
): Feed<number> {
  let time = now();
  let stop: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const tick = () => {
    time = now();
    for (const listener of [...listeners]) listener();
  };
  return {
    current: () => time,
    subscribe: (onChange) => {
      listeners.add(onChange);
      if (stop === undefined) {
        time = now();
        stop = every(tick, 1000);
      }
      return () => {
        listeners.delete(onChange);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

/** The browser's clock. */
export const wallClock = createClock(Date.now, (tick, ms) => {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
});
