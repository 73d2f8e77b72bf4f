import type { Pair } from "./collections/pair.ts";

export interface Figures {
  /** What must not be, each in a sentence. */
  readonly faults: string[];
  tried: number;
  slowest: { readonly name: string; readonly ms: number };
}

/** The collector of garbage and the compiler work in the same process, by fits and starts. */
const MOST_TRIES = 5;

/**
 * Gives each hostile input to the door and then its twin.
 *
 * @param door says in a sentence what is wrong, or nothing. It is asked again, a few times, when it took longer than
 *   `mostMs`: what is slow by its nature is slow each time, a busy machine is not.
 */
export async function tryAll<T>(
  pairs: readonly Pair<T>[],
  mostMs: number,
  door: (
    input: T,
    kind: "hostile" | "twin",
    name: string,
  ) => Promise<string | undefined> | string | undefined,
): Promise<Figures> {
  const figures: Figures = { faults: [], tried: 0, slowest: { name: "", ms: 0 } };
  const twins = new Set<T>();
  for (const { name, hostile, twin } of pairs) {
    await tryOne(figures, mostMs, name, () => door(hostile, "hostile", name));
    if (twins.has(twin)) continue;
    twins.add(twin);
    await tryOne(figures, mostMs, `the twin of ${name}`, () => door(twin, "twin", name));
  }
  if (Object.keys(Object.prototype).length > 0 || "polluted" in {})
    figures.faults.push("a prototype was changed");
  return figures;
}

/** A line for people. */
export function tell(what: string, { tried, slowest, faults }: Figures): void {
  const slow = `slowest ${slowest.ms.toFixed(0)} ms (${slowest.name})`;
  process.stdout.write(`hostile ${what}: ${tried} tried, ${faults.length} faults, ${slow}\n`);
}

async function tryOne(
  figures: Figures,
  mostMs: number,
  name: string,
  work: () => Promise<string | undefined> | string | undefined,
): Promise<void> {
  figures.tried += 1;
  let ms = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < MOST_TRIES && ms > mostMs; tries++) {
    // Work, not waiting: what else runs on the machine is not the input's fault. Client and server are one process here.
    const began = process.cpuUsage();
    try {
      const fault = await work();
      if (fault !== undefined) figures.faults.push(`${name}: ${fault}`);
    } catch (error) {
      figures.faults.push(`${name} threw ${String(error)}`);
    }
    const { user, system } = process.cpuUsage(began);
    ms = Math.min(ms, (user + system) / 1000);
  }
  if (ms > mostMs) figures.faults.push(`${name} took ${ms.toFixed(0)} ms`);
  if (ms > figures.slowest.ms) figures.slowest = { name, ms };
}
