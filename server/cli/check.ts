import { countLine, showProblems } from "./show-problems.ts";
import { PathError, readSiteFiles } from "./site-files.ts";
import { readSiteFolders } from "./site-folder.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";

export interface CheckOptions {
  readonly format: "text" | "json";
}

/**
 * `parley check [FILE|FOLDER…]`: says all that is wrong with playbooks, tests and sites.
 *
 * @returns 0 no errors (warnings may be there), 1 errors, 2 a path that leads nowhere.
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    const files = await readSiteFiles(paths, terminal.cwd);
    const problems = readSiteFolders(files).flatMap((folder) => folder.problems);
    const wrong = problems.some((problem) => problem.severity === "error");
    if (options.format === "json") {
      terminal.out(JSON.stringify({ files: files.map(({ file }) => file), problems }, undefined, 2));
    } else {
      showProblems(problems, new Map(files.map(({ file, text }) => [file, text])), terminal);
      terminal.out(countLine(files.length, problems));
    }
    return wrong ? 1 : 0;
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley check: ${fault.message}`);
    return 2;
  }
}
