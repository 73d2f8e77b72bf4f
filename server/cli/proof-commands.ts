import type { Command } from "commander";
import { type ExploreOptions, MOST_PLACES } from "./explore.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

type Finish = (status: ExitStatus) => void;

/** The commands that prove and show what playbooks do. */
export function addProofCommands(
  program: Command,
  terminal: Terminal,
  _surroundings: Surroundings,
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
}
