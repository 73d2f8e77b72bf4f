/** Time and chance for the server. Injected everywhere, so that no test sleeps and each can be repeated. */
export interface Timekeeper {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  /** Resolves after so many milliseconds, or at once when the signal is given up. Never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realTimekeeper: Timekeeper = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
    }),
};
