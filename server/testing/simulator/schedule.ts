import { setImmediate } from "node:timers/promises";

/** Time and chance of a simulated world. Nothing in it depends on how fast this machine is: one seed, one history. */
export interface Schedule {
  /** Milliseconds since 1970 in the simulated world. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  chance(share: number): boolean;
  /** A whole number from `from` to `to`. */
  between(from: number, to: number): number;
  /** Runs something after so many milliseconds of the simulated world. */
  after(ms: number, run: () => void): void;
  /** Lets time pass until nothing is left to happen, or `over` says so. @returns how many things happened. */
  pass(over: () => boolean): Promise<number>;
}

interface Happening {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export function makeSchedule(seed: number, start: number): Schedule {
  const random = mulberry32(seed);
  const heap: Happening[] = [];
  let now = start;
  let order = 0;
  return {
    now: () => now,
    random,
    chance: (share) => random() < share,
    between: (from, to) => from + Math.floor(random() * (to - from + 1)),
    after: (ms, run) => push(heap, { at: now + Math.max(0, ms), order: order++, run }),
    pass: async (over) => {
      let happened = 0;
      for (let next = pop(heap); next; next = pop(heap)) {
        now = next.at;
        next.run();
        happened++;
        // All that follows from it at the same moment comes before the next thing.
        await setImmediate();
        if (over()) break;
      }
      return happened;
    },
  };
}

/** Small, fast and the same everywhere; what it is called in the literature. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const earlier = (a: Happening, b: Happening) => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Happening[], happening: Happening): void {
  let at = heap.length;
  heap.push(happening);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || !earlier(happening, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = happening;
}

function pop(heap: Happening[]): Happening | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const [one, other] = [heap[left], heap[left + 1]];
    const smaller = one && other && earlier(other, one) ? left + 1 : left;
    const child = heap[smaller];
    if (!child || !earlier(child, last)) break;
    heap[at] = child;
    at = smaller;
  }
  heap[at] = last;
  return first;
}
