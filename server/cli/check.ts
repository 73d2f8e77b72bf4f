import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type Problem, prove } from "../../engine/index.ts";
import { fixSiteFile } from "./check-fix.ts";
import { githubLine } from "./check-github.ts";
import { sarifOf } from "./check-sarif.ts";
import { count, countLine, showProblems } from "./show-problems.ts";
import { PathError, readSiteFiles, type SiteFile } from "./site-files.ts";
import { readSiteFolders } from "./site-folder.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";

export type CheckFormat = "text" | "json" | "github" | "sarif";

export interface CheckOptions {
  readonly format: CheckFormat;
  /** Mends in the files what is safe to mend, before it tells of the rest. */
  readonly fix: boolean;
  /** Of this program. */
  readonly version: string;
}

/**
 * `parley check [FILE|FOLDER…]`: says all that is wrong with playbooks, tests, sites and services. A file that is named by
 * itself is checked together with those beside it.
 *
 * @returns 0 no errors (warnings may be there), 1 errors, 2 a path that leads nowhere.
 */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    const asked = await readSiteFiles(paths, terminal.cwd);
    const files = options.fix ? await fixFiles(asked, options, terminal) : asked;
    const problems = await problemsOf(files, terminal.cwd);
    show(files, problems, options, terminal);
    return problems.some((problem) => problem.severity === "error") ? 1 : 0;
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley check: ${fault.message}`);
    return 2;
  }
}

async function problemsOf(files: readonly SiteFile[], cwd: string): Promise<readonly Problem[]> {
  const beside = await readSiteFiles([...new Set(files.map(({ file }) => dirname(resolve(cwd, file))))], cwd);
  const asked = new Map(files.map((file) => [file.file, file]));
  const known = beside.map((file) => asked.get(file.file) ?? file);
  return readSiteFolders(known)
    .flatMap((folder) => [...folder.problems, ...prove(folder.playbooks, folder)])
    .filter(({ file }) => asked.has(file));
}

async function fixFiles(
  files: readonly SiteFile[],
  { format }: CheckOptions,
  { cwd, out }: Terminal,
): Promise<readonly SiteFile[]> {
  const fixed: SiteFile[] = [];
  for (const file of files) {
    const { text, applied } = fixSiteFile(file);
    if (applied > 0) {
      await writeFile(resolve(cwd, file.file), text);
      if (format === "text") out(`${file.file}: ${count(applied, "thing")} mended`);
    }
    fixed.push({ ...file, text });
  }
  return fixed;
}

function show(
  files: readonly SiteFile[],
  problems: readonly Problem[],
  { format, version }: CheckOptions,
  terminal: Terminal,
): void {
  switch (format) {
    case "json":
      terminal.out(JSON.stringify({ files: files.map(({ file }) => file), problems }, undefined, 2));
      return;
    case "github":
      for (const problem of problems) terminal.out(githubLine(problem));
      return;
    case "sarif":
      terminal.out(JSON.stringify(sarifOf(problems, version), undefined, 2));
      return;
    case "text":
      showProblems(problems, new Map(files.map(({ file, text }) => [file, text])), terminal);
      terminal.out(countLine(files.length, problems));
  }
}
