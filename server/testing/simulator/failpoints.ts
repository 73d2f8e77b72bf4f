import type { Planted, Tripped } from "./faults.ts";
import { type SimulateOptions, simulate } from "./simulate.ts";

/** Everything that a node writes, and everything that it asks of others; each with a place before and one after. */
const ACTS = ["create", "save", "archive", "dropArchive", "lease", "lead", "call"] as const;

export interface Failpoint {
  /** As in "save before". */
  readonly point: string;
  /** fail: the node hears that it did not work, although after it did. crash: the node hears nothing more. */
  readonly kind: "fail" | "crash";
}

export const FAILPOINTS: readonly Failpoint[] = ACTS.flatMap((act) =>
  ["before", "after"].flatMap((side) =>
    (["fail", "crash"] as const).map((kind) => ({ point: `${act} ${side}`, kind })),
  ),
);

export interface FailpointReport {
  readonly conversations: number;
  /** In how many of them it came to that place. */
  readonly tripped: number;
  readonly acknowledged: number;
  readonly faults: readonly string[];
}

/**
 * One conversation after another on three nodes, and in each of them it goes wrong once at this place, the first time or a
 * later one. Nothing else goes wrong.
 */
export async function tryFailpoint(
  { point, kind }: Failpoint,
  conversations: number,
  planted?: Planted,
): Promise<FailpointReport> {
  // Turns go to the archive after forty of them, and it is dropped when the visitor wants to be forgotten.
  const words = /^(archive|dropArchive) /.test(point) ? 34 : 5;
  const forgets = point.startsWith("dropArchive ");
  const options = { calm: true, visitors: 1, words, forgets, ...(planted && { planted }) };
  let tripped = 0;
  let acknowledged = 0;
  const faults: string[] = [];
  for (let seed = 1; seed <= conversations; seed++) {
    const passed = (await passages(seed, options)).get(point) ?? 1;
    const nth = 1 + ((seed - 1) % passed);
    let left = nth;
    const trip = (at: string): Tripped => {
      if (at !== point || --left !== 0) return undefined;
      tripped++;
      return kind;
    };
    const run = await simulate(seed, { ...options, trip });
    acknowledged += run.acknowledged;
    faults.push(...run.faults.map((fault) => `${point}, ${kind}, seed ${seed}, time ${nth}: ${fault}`));
  }
  return { conversations, tripped, acknowledged, faults };
}

const known = new Map<string, ReadonlyMap<string, number>>();

/** How often a run in which nothing goes wrong comes to each place. */
async function passages(seed: number, options: SimulateOptions): Promise<ReadonlyMap<string, number>> {
  const key = JSON.stringify([seed, options]);
  const there = known.get(key);
  if (there) return there;
  const counts = new Map<string, number>();
  const trip = (at: string): Tripped => void counts.set(at, (counts.get(at) ?? 0) + 1);
  await simulate(seed, { ...options, trip });
  known.set(key, counts);
  return counts;
}
