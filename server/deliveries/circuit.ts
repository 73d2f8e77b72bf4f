/**
 * Whether a target is worth asking. Closed: all goes through. Open: nothing does, until it is time for one probe.
 * In the memory of one process: each node finds out for itself.
 */
export interface Circuit {
  /** How many may be sent now: none, one as a probe, or as many as one likes. */
  may(now: number): "none" | "one" | "many";
  /** The target answered, be it with a no. */
  well(): void;
  /** The target did not answer, or not as a server in good health does. @returns true when this opened the circuit. */
  ill(now: number): boolean;
}

/** So many in a row. */
const OPENS_AFTER = 5;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

export function makeCircuit(): Circuit {
  let ills = 0;
  let pause = 0;
  let openUntil = 0;
  return {
    may: (now) => {
      if (pause === 0) return "many";
      return now < openUntil ? "none" : "one";
    },
    well: () => {
      ills = 0;
      pause = 0;
    },
    ill: (now) => {
      ills += 1;
      if (ills < OPENS_AFTER) return false;
      const opens = pause === 0;
      // What was under way when it opened fails late: that is no probe, and must not make the pause longer.
      if (!opens && now < openUntil) return false;
      pause = opens ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      openUntil = now + pause;
      return opens;
    },
  };
}
