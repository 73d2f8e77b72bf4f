import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Hunted, hunt, makeMutants } from "./mutants/hunt.ts";
import { preyIn } from "./mutants/prey.ts";

/**
 * `npm run mutants`: makes mistakes in the shipped playbooks and counts how many of them the check, the playbooks' own tests
 * and `parley explore` find. `-n` how many, `--seed`, `--floor` percent below which it fails.
 */
const { values } = parseArgs({
  options: {
    number: { type: "string", short: "n", default: "500" },
    seed: { type: "string", default: "1" },
    floor: { type: "string", default: "95" },
  },
});

const out = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const began = performance.now();
const folder = fileURLToPath(new URL("../playbooks", import.meta.url));
const mutants = makeMutants(preyIn(folder), Number(values.number), Number(values.seed));
const hunted = mutants.map(hunt);
const percent = (found: readonly Hunted[], all: readonly Hunted[]) =>
  all.length === 0 ? "-" : `${((100 * found.length) / all.length).toFixed(1)}%`;
const found = hunted.filter(({ foundBy }) => foundBy !== undefined);

for (const mutation of new Set(hunted.map((one) => one.mutation))) {
  const all = hunted.filter((one) => one.mutation === mutation);
  const by = (["check", "test", "explore"] as const).map(
    (finder) => `${finder} ${all.filter(({ foundBy }) => foundBy === finder).length}`,
  );
  const caught = all.filter(({ foundBy }) => foundBy !== undefined);
  out(
    `${mutation.padEnd(22)} ${String(caught.length).padStart(4)} of ${String(all.length).padEnd(4)} ${by.join(", ")}`,
  );
}
for (const { file, line, mutation, was, now } of hunted.filter(({ foundBy }) => foundBy === undefined)) {
  out(`survives  ${file}:${line}  ${mutation}: ${was}${now === "" ? "" : ` -> ${now}`}`);
}
out(
  `${found.length} of ${hunted.length} found: ${percent(found, hunted)}, ${Math.round((performance.now() - began) / 1000)} s`,
);
process.exitCode = (100 * found.length) / Math.max(1, hunted.length) < Number(values.floor) ? 1 : 0;
