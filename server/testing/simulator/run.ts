// `npm run simulate`: many seeds, over all cores; every one that breaks a promise is printed. See seeds.json for those kept.
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PLANTED } from "./faults.ts";
import { type Simulation, simulate } from "./simulate.ts";

interface Share {
  readonly from: number;
  readonly to: number;
}

interface Report {
  readonly figures: Figures;
  readonly broken: readonly { readonly seed: number; readonly faults: readonly string[] }[];
}

type Figures = Record<
  | "acknowledged"
  | "clocksFired"
  | "calls"
  | "claims"
  | "claimsLost"
  | "conflicts"
  | "crashes"
  | "timeoutsAfterCommit"
  | "resent",
  number
>;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    share: { type: "boolean", default: false },
  },
});
const from = Number(values.from);
const seeds = Number(values.seeds);
if (!(seeds >= 1 && Number.isInteger(from)))
  throw new Error("simulate: --seeds is at least 1, --from a whole number");
if (values.share) process.send?.(await runShare({ from, to: from + seeds - 1 }));
else await runAll();

async function runAll(): Promise<void> {
  const began = performance.now();
  const cores = Math.min(availableParallelism(), seeds);
  const each = Math.ceil(seeds / cores);
  const shares = Array.from({ length: cores }, (_, n) => ({
    from: from + n * each,
    to: Math.min(from + seeds, from + (n + 1) * each) - 1,
  }));
  const reports = await Promise.all(shares.filter((share) => share.to >= share.from).map(inChild));
  const broken = reports.flatMap((report) => report.broken);
  for (const { seed, faults } of broken) process.stdout.write(`seed ${seed}:\n  ${faults.join("\n  ")}\n`);
  const figures = reports.map((report) => report.figures).reduce(sum);
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(
    `simulate: ${seeds} seeds, ${told(figures)}, ${broken.length} seeds with faults, ${seconds.toFixed(1)} s\n`,
  );
  const missed = await missedPlants();
  if (broken.length > 0 || missed > 0) process.exitCode = 1;
}

async function inChild({ from, to }: Share): Promise<Report> {
  const args = ["--share", "--from", String(from), "--seeds", String(to - from + 1)];
  const child = fork(fileURLToPath(import.meta.url), args);
  const [report] = (await once(child, "message")) as [Report];
  child.disconnect();
  return report;
}

async function runShare({ from, to }: Share): Promise<Report> {
  const runs: Simulation[] = [];
  for (let seed = from; seed <= to; seed++) runs.push(await simulate(seed));
  return {
    figures: runs.map(figuresOf).reduce(sum),
    broken: runs.filter(({ faults }) => faults.length > 0).map(({ seed, faults }) => ({ seed, faults })),
  };
}

/** The control: each planted fault has to be found, and soon. */
async function missedPlants(): Promise<number> {
  let missed = 0;
  for (const planted of PLANTED) {
    let seed = 0;
    let faults: readonly string[] = [];
    while (faults.length === 0 && seed < 60) faults = (await simulate(++seed, { planted })).faults;
    if (faults.length === 0) missed++;
    process.stdout.write(
      faults.length > 0
        ? `control, ${planted}: found by seed ${seed}: ${faults[0]?.slice(0, 100)}\n`
        : `control, ${planted}: NOT FOUND by 60 seeds\n`,
    );
  }
  return missed;
}

function figuresOf(run: Simulation): Figures {
  const { acknowledged, clocksFired, calls, claims, claimsLost } = run;
  const { conflicts, crashes, timeoutsAfterCommit, resent } = run;
  return {
    acknowledged,
    clocksFired,
    calls,
    claims,
    claimsLost,
    conflicts,
    crashes,
    timeoutsAfterCommit,
    resent,
  };
}

function sum(a: Figures, b: Figures): Figures {
  return Object.fromEntries(
    Object.entries(a).map(([name, n]) => [name, n + b[name as keyof Figures]]),
  ) as Figures;
}

function told(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, n]) => `${n} ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`)
    .join(", ");
}
