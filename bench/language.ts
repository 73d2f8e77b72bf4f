// `npm run bench language`: how long the check of a playbook of 500 lines takes, and the compiling of 1,000 steps beside what
// createMachine alone takes for the same machine.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { setup } from "xstate";
import { compilePlaybook, readPlaybook } from "../engine/index.ts";
import { median, percentile, ratio, table } from "./figures.ts";
import { longPlaybook, stepsPlaybook } from "./long-playbook.ts";

const ROUNDS = 31;
/** Each is a process. */
const FIRST_CHECKS = 11;
/** Rounds before that, in which the code gets warm. */
const WARM = 10;

const checked = longPlaybook(500);
const lines = checked.trimEnd().split("\n").length;
const first = firstChecks();
const problems = readPlaybook(checked, "long.playbook.yml").problems.length;
const checks = rounds(() => timed(() => readPlaybook(checked, "long.playbook.yml")));

const { playbook } = readPlaybook(stepsPlaybook(1000), "steps.playbook.yml");
if (!playbook) throw new Error("bench: the playbook of 1,000 steps has errors");
const { config } = compilePlaybook(playbook, "bench").machine;
const states = Object.keys(config.states ?? {}).length;
// Side by side in each round, so that what else the machine does hits both.
const pairs = rounds(() => ({
  ours: timed(() => compilePlaybook(playbook, "bench")),
  alone: timed(() => setup({}).createMachine(config as never)),
}));
const ours = pairs.map((pair) => pair.ours);
const alone = pairs.map((pair) => pair.alone);

const ms = (value: number) => value.toFixed(2);
process.stdout.write(
  `${table(
    ["what", "median ms", "p95 ms"],
    [
      [`check of ${lines} lines (${problems} problems)`, ms(median(checks)), ms(percentile(checks, 0.95))],
      ["the first check of a process", ms(median(first)), ms(percentile(first, 0.95))],
      [`compile of 1,000 steps (${states} states)`, ms(median(ours)), ms(percentile(ours, 0.95))],
      ["createMachine alone, the same machine", ms(median(alone)), ms(percentile(alone, 0.95))],
    ],
  )}\n\ncompile / createMachine: ${ratio(ours, alone).toFixed(2)} (the aim: at most 2); check: the aim is 100 ms\n`,
);

function rounds<T>(run: () => T): readonly T[] {
  return Array.from({ length: WARM + ROUNDS }, run).slice(WARM);
}

/** Milliseconds; a process that failed would not count as fast. */
function firstChecks(): readonly number[] {
  const file = fileURLToPath(new URL("first-check.js", import.meta.url));
  return Array.from({ length: FIRST_CHECKS }, () => {
    const { status, stdout } = spawnSync(process.execPath, [file], { encoding: "utf8" });
    if (status !== 0) throw new Error("bench: the first check of a process failed");
    return Number(stdout);
  });
}

/** Milliseconds. */
function timed(run: () => unknown): number {
  const from = performance.now();
  run();
  return performance.now() - from;
}
