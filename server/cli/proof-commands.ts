import { type Command, Option } from "commander";
import type { GraphFormat } from "../../engine/index.ts";
import type { DiffOptions } from "./diff.ts";
import { type ExploreOptions, MOST_PLACES } from "./explore.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

const GRAPHS = ["mermaid", "dot", "xstate"] as const satisfies readonly GraphFormat[];

type Finish = (status: ExitStatus) => void;

/** The commands that prove and show what playbooks do. */
export function addProofCommands(
  program: Command,
  terminal: Terminal,
  surroundings: Surroundings,
  finish: Finish,
): void {
  program
    .command("explore")
    .description("walks all paths of playbooks: promises, dead ends, what is never reached")
    .argument("[paths...]", "files and folders", ["playbooks"])
    .option("--strict", "fails on warnings, and where not everything could be walked", false)
    .option("--save", "adds the conversations that show what is wrong to the test files", false)
    .option("--drafts", "adds conversations for what no test walks to the test files", false)
    .option("--most <places>", "gives up beyond so many different places", Number, MOST_PLACES)
    .option("--json", "prints the findings as JSON", false)
    .action(async (paths: string[], options: ExploreOptions) => {
      const { exploreSites } = await import("./explore.ts");
      finish(await exploreSites(paths, options, terminal));
    });
  program
    .command("simulate")
    .description("lets made-up visitors talk to a playbook, and counts how that ends")
    .argument("<playbook>", "a file, or the name of a playbook")
    .option("-n, --conversations <number>", "how many", Number, 1000)
    .option("-s, --seed <number>", "the same seed gives the same table", Number, 1)
    .option("--dir <folder>", "where the playbook is looked for by its name", "playbooks")
    .action(async (playbook: string, options: { conversations: number; seed: number; dir: string }) => {
      const { simulateHere } = await import("./simulate.ts");
      finish(await simulateHere(playbook, options, terminal));
    });
  program
    .command("graph")
    .description("draws a playbook: for Mermaid, for Graphviz, or as a machine for the tools of XState")
    .argument("<playbook>", "a file, or the name of a playbook")
    .addOption(new Option("--format <format>", "what to write").choices(GRAPHS).default("mermaid"))
    .option("--dir <folder>", "where the playbook is looked for by its name", "playbooks")
    .action(async (playbook: string, options: { format: GraphFormat; dir: string }) => {
      const { graph } = await import("./graph.ts");
      finish(await graph(playbook, options, terminal));
    });
  program
    .command("diff")
    .description("says what changes for visitors and, given a store, for the conversations that run")
    .argument("<old>", "a playbook file, or a folder")
    .argument("<new>", "a playbook file, or a folder")
    .option("--json", "prints the changes as JSON", false)
    .action(async (old: string, fresh: string, options: DiffOptions) => {
      const { diff } = await import("./diff.ts");
      finish(await diff({ old, new: fresh }, options, surroundings, terminal));
    });
}
