import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type ConversationResult,
  type Coverage,
  type FilePlace,
  runTests,
  type TestRun,
} from "../../engine/index.ts";
import { SHIPPED_VECTORS } from "../understand/shipped-vectors.ts";
import { count, showProblems } from "./show-problems.ts";
import { PathError, readSiteFiles, type SiteFile } from "./site-files.ts";
import { readSiteFolders } from "./site-folder.ts";
import { type ExitStatus, type Paint, paintFor, type Terminal } from "./terminal.ts";
import { junitOf } from "./test-junit.ts";

export interface TestOptions {
  /** Lists every step and branch that was not walked, whatever the floors say. */
  readonly coverage: boolean;
  /** A file for the results as JUnit XML. */
  readonly junit: string | undefined;
}

/**
 * `parley test [FOLDER…]`: plays the conversations of `*.test.yml` files.
 *
 * @returns 0 all hold and coverage reaches its floors, 1 not, 2 a path that leads nowhere or no tests there.
 */
export async function runSiteTests(
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    return await runAll(await readSiteFiles(paths, terminal.cwd), paths, options, terminal);
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley test: ${fault.message}`);
    return 2;
  }
}

async function runAll(
  files: readonly SiteFile[],
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (!files.some((file) => file.kind === "tests"))
    throw new PathError(`no *.test.yml in ${paths.join(", ")}`);
  const folders = readSiteFolders(files);
  const errors = folders
    .flatMap((folder) => folder.problems)
    .filter((problem) => problem.severity === "error");
  showProblems(errors, new Map(files.map(({ file, text }) => [file, text])), terminal);
  const runs = folders.map(({ tests, playbooks, site, services }) => {
    const changing = [...services.values()].filter(({ changes }) => changes).map(({ name }) => name);
    return runTests(tests, playbooks, site, changing, false, SHIPPED_VECTORS);
  });
  for (const run of runs) showRun(run, options, terminal);
  const all = runs.flatMap((run) => run.conversations);
  const failed = all.filter((each) => each.failure !== undefined).length;
  terminal.out(`${count(all.length, "conversation")}, ${failed} failed`);
  if (options.junit !== undefined) await writeFile(resolve(terminal.cwd, options.junit), junitOf(all));
  return errors.length === 0 && runs.every((run) => run.passed) ? 0 : 1;
}

function showRun(run: TestRun, options: TestOptions, terminal: Terminal): void {
  const paint = paintFor(terminal);
  for (const playbook of new Set(run.conversations.map((each) => each.playbook))) {
    terminal.out(paint.bold(playbook));
    for (const result of run.conversations.filter((each) => each.playbook === playbook)) {
      for (const line of resultLines(result, paint)) terminal.out(line);
    }
    const coverage = run.coverage.find((each) => each.playbook === playbook);
    if (coverage) for (const line of coverageLines(coverage, options, paint)) terminal.out(line);
    terminal.out("");
  }
}

function resultLines({ name, failure }: ConversationResult, paint: Paint): string[] {
  if (failure === undefined) return [`  ${paint.green("✓")} ${name}`];
  const transcript = failure.transcript.map(({ line, marked }) =>
    marked ? paint.red(`    ✗ ${line}`) : `      ${line}`,
  );
  const step = failure.step
    ? [paint.dim(`      at step ${failure.step.key}  ${placeText(failure.step)}`)]
    : [];
  return [
    `  ${paint.red("✗")} ${name}`,
    ...transcript,
    `    ${paint.red(failure.message)}`,
    paint.dim(`      test line ${placeText(failure.place)}`),
    ...step,
  ];
}

function coverageLines(
  { steps, branches, belowFloor }: Coverage,
  options: TestOptions,
  paint: Paint,
): string[] {
  const text = `  coverage: steps ${steps.percent}% (${steps.walked}/${steps.all}), branches ${branches.percent}% (${branches.walked}/${branches.all})`;
  const missing = [...steps.missing, ...branches.missing]
    .toSorted((one, other) => one.at.line - other.at.line || one.at.column - other.at.column)
    .map((each) => `    not walked: ${each.what}  ${placeText(each)}`);
  if (belowFloor.length > 0) {
    return [paint.red(`${text}: below the floor: ${belowFloor.join(", ")}`), ...missing];
  }
  return [paint.dim(text), ...(options.coverage ? missing : [])];
}

function placeText({ file, at }: FilePlace): string {
  return `${file}:${at.line}:${at.column}`;
}
