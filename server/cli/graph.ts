import { drawPlaybook, type GraphFormat } from "../../engine/index.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";
import { withPlaybook } from "./with-playbook.ts";

/**
 * `parley graph PLAYBOOK --format mermaid|dot|xstate`: the diagram of a playbook as text. Graphviz makes a picture of it:
 * `parley graph x --format dot | dot -Tsvg`.
 *
 * @returns 0; 1 the playbook has errors; 2 called wrongly.
 */
export async function graph(
  wanted: string,
  { format, dir }: { readonly format: GraphFormat; readonly dir: string },
  terminal: Terminal,
): Promise<ExitStatus> {
  return await withPlaybook("graph", wanted, dir, terminal, (compiled) => {
    terminal.out(drawPlaybook(compiled, format).trimEnd());
    return 0;
  });
}
