import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { PLANTED } from "./faults.ts";
import { type Simulation, simulate } from "./simulate.ts";

const SEEDS = 40;

/** Seeds that once found a fault, with what it was: they are simulated each time. */
const KEPT = JSON.parse(readFileSync(new URL("seeds.json", import.meta.url), "utf8")) as readonly {
  readonly seed: number;
  readonly found: string;
}[];

async function simulateAll(seeds: readonly number[]): Promise<readonly Simulation[]> {
  const runs: Simulation[] = [];
  for (const seed of seeds) runs.push(await simulate(seed));
  return runs;
}

describe("three nodes under one seed", () => {
  test(`keep every promise, ${SEEDS} times over, whatever goes wrong`, async () => {
    const runs = await simulateAll(Array.from({ length: SEEDS }, (_, n) => n + 1));
    expect(runs.flatMap(({ seed, faults }) => faults.map((fault) => `seed ${seed}: ${fault}`))).toEqual([]);
    const total = (of: (run: Simulation) => number) => runs.reduce((sum, run) => sum + of(run), 0);
    // It must not pass by doing nothing.
    expect(total(({ acknowledged }) => acknowledged)).toBeGreaterThan(8 * SEEDS);
    for (const figure of [
      "conflicts",
      "crashes",
      "timeoutsAfterCommit",
      "resent",
      "calls",
      "claims",
      "claimsLost",
    ] as const)
      expect(total((run) => run[figure])).toBeGreaterThan(SEEDS);
    expect(total(({ clocksFired }) => clocksFired)).toBeGreaterThan(SEEDS);
  }, 60_000);

  test("do the very same for the same seed, and something else for another", async () => {
    const [first, second, other] = await simulateAll([5, 5, 6]);
    expect(second).toEqual(first);
    expect(other?.happened).not.toBe(first?.happened);
  });

  test("keep their promises under the seeds that once found a fault", async () => {
    const runs = await simulateAll(KEPT.map(({ seed }) => seed));
    expect(runs.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test.each(PLANTED)(
    "control: %s is found",
    async (planted) => {
      for (let seed = 1; seed <= 60; seed++) {
        const { faults } = await simulate(seed, { planted });
        if (faults.length > 0) return;
      }
      throw new Error("60 seeds found nothing");
    },
    60_000,
  );
});
