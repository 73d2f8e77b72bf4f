import { type Simulation, simulate } from "../../engine/index.ts";
import { type ExitStatus, paintFor, type Terminal } from "./terminal.ts";
import { withPlaybook } from "./with-playbook.ts";

export interface SimulateOptions {
  readonly conversations: number;
  readonly seed: number;
  readonly dir: string;
}

/**
 * `parley simulate PLAYBOOK -n N --seed S`: seeded random visitors on a virtual clock, and a table of how it ended.
 *
 * @returns 0; 1 some conversation could not go on or the playbook has errors; 2 called wrongly.
 */
export async function simulateHere(
  wanted: string,
  { conversations, seed, dir }: SimulateOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (!Number.isInteger(conversations) || conversations < 1 || !Number.isInteger(seed)) {
    terminal.err("parley simulate: -n and --seed are whole numbers, -n at least 1");
    return 2;
  }
  return await withPlaybook("simulate", wanted, dir, terminal, (compiled, { site, services }) => {
    const simulation = simulate(compiled, { site, services }, { conversations, seed });
    const paint = paintFor(terminal);
    terminal.out(paint.bold(`${compiled.playbook.name}: ${conversations} conversations, seed ${seed}`));
    for (const line of tableOf(simulation)) terminal.out(line);
    return simulation.outcomes.some(({ outcome }) => outcome === "(failed)") ? 1 : 0;
  });
}

function tableOf({ conversations, outcomes }: Simulation): readonly string[] {
  const width = Math.max(7, ...outcomes.map(({ outcome }) => outcome.length));
  const row = (outcome: string, ...cells: readonly string[]) =>
    `  ${outcome.padEnd(width)}${cells.map((cell) => cell.padStart(9)).join("")}`;
  return [
    row("outcome", "number", "share", "acts", "score"),
    ...outcomes.map((one) =>
      row(
        one.outcome,
        String(one.conversations),
        `${((100 * one.conversations) / conversations).toFixed(1)}%`,
        one.acts.toFixed(1),
        one.score.toFixed(1),
      ),
    ),
  ];
}
