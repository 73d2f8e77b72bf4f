import { faultDetails, type Log } from "../log.ts";
import type { Timekeeper } from "../timekeeper.ts";

export interface Poller {
  /** Resolves when the round that runs is over; no other begins. */
  stop(): Promise<void>;
}

interface PollerOptions {
  readonly name: string;
  /** Milliseconds between two rounds, give or take a quarter, so that nodes do not march in step. */
  readonly every: number;
  /** One round. @returns true when there is more to do at once. */
  readonly round: () => Promise<boolean>;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
}

/** Does a round at once and then again and again. A round that throws is logged, and the next one comes all the same. */
export function startPoller({ name, every, round, timekeeper, log }: PollerOptions): Poller {
  const stopping = new AbortController();
  const run = async () => {
    while (!stopping.signal.aborted) {
      const more = await round().catch((error: unknown) => {
        log.error("poll.failed", { poller: name, ...faultDetails(error) });
        return false;
      });
      if (!more) await timekeeper.wait(every * (0.75 + timekeeper.random() / 2), stopping.signal);
    }
  };
  const done = run();
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}
