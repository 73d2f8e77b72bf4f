import { type CompiledPlaybook, compilePlaybook } from "../../engine/index.ts";
import { type FoundPlaybook, findPlaybook } from "./find-playbook.ts";
import { showProblems } from "./show-problems.ts";
import { PathError } from "./site-files.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";

/**
 * Finds a playbook and hands it over, ready to talk.
 *
 * @returns what `run` gives; 1 the playbook has errors, which are shown; 2 there is none of that name.
 */
export async function withPlaybook(
  command: string,
  wanted: string,
  dir: string,
  terminal: Terminal,
  run: (compiled: CompiledPlaybook, found: FoundPlaybook) => ExitStatus | Promise<ExitStatus>,
): Promise<ExitStatus> {
  try {
    const found = await findPlaybook(wanted, dir, terminal.cwd);
    if (found.playbook === undefined) {
      showProblems(found.problems, found.sources, terminal);
      return 1;
    }
    return await run(compilePlaybook(found.playbook, command, found.library), found);
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley ${command}: ${fault.message}`);
    return 2;
  }
}
