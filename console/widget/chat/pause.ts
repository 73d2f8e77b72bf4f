import type { Clock } from "./ports.ts";

export interface Pause {
  readonly done: Promise<void>;
  /** Ends it before its time. */
  readonly end: () => void;
}

/** A wait of `ms` that can be cut short. */
export function pause(clock: Clock, ms: number): Pause {
  const { promise, resolve } = withResolvers();
  const stop = clock.after(ms, resolve);
  return {
    done: promise,
    end: () => {
      stop();
      resolve();
    },
  };
}

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
