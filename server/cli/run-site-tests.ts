import {
  type ConversationResult,
  type Coverage,
  type FilePlace,
  runTests,
  type TestRun,
} from "../../engine/index.ts";
import { count, showProblems } from "./show-problems.ts";
import { PathError, readSiteFiles, type SiteFile } from "./site-files.ts";
import { readSiteFolders } from "./site-folder.ts";
import { type ExitStatus, type Paint, paintFor, type Terminal } from "./terminal.ts";

/**
 * `parley test [FOLDER…]`: plays the conversations of `*.test.yml` files.
 *
 * @returns 0 all hold and coverage reaches its floors, 1 not, 2 a path that leads nowhere or no tests there.
 */
export async function runSiteTests(paths: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  try {
    return runAll(await readSiteFiles(paths, terminal.cwd), paths, terminal);
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley test: ${fault.message}`);
    return 2;
  }
}

function runAll(files: readonly SiteFile[], paths: readonly string[], terminal: Terminal): ExitStatus {
  if (!files.some((file) => file.kind === "tests"))
    throw new PathError(`no *.test.yml in ${paths.join(", ")}`);
  const folders = readSiteFolders(files);
  const errors = folders
    .flatMap((folder) => folder.problems)
    .filter((problem) => problem.severity === "error");
  showProblems(errors, new Map(files.map(({ file, text }) => [file, text])), terminal);
  const runs = folders.map((folder) => runTests(folder.tests, folder.playbooks, folder.site));
  for (const run of runs) showRun(run, terminal);
  const all = runs.flatMap((run) => run.conversations);
  const failed = all.filter((each) => each.failure !== undefined).length;
  terminal.out(`${count(all.length, "conversation")}, ${failed} failed`);
  return errors.length === 0 && runs.every((run) => run.passed) ? 0 : 1;
}

function showRun(run: TestRun, terminal: Terminal): void {
  const paint = paintFor(terminal);
  for (const playbook of new Set(run.conversations.map((each) => each.playbook))) {
    terminal.out(paint.bold(playbook));
    for (const result of run.conversations.filter((each) => each.playbook === playbook)) {
      for (const line of resultLines(result, paint)) terminal.out(line);
    }
    const coverage = run.coverage.find((each) => each.playbook === playbook);
    if (coverage) for (const line of coverageLines(coverage, paint)) terminal.out(line);
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

function coverageLines({ steps, branches, belowFloor }: Coverage, paint: Paint): string[] {
  const text = `  coverage: steps ${steps.percent}% (${steps.walked}/${steps.all}), branches ${branches.percent}% (${branches.walked}/${branches.all})`;
  if (belowFloor.length === 0) return [paint.dim(text)];
  const missing = [...steps.missing, ...branches.missing];
  return [
    paint.red(`${text}: below the floor: ${belowFloor.join(", ")}`),
    ...missing.map((each) => `    not walked: ${each.what}  ${placeText(each)}`),
  ];
}

function placeText({ file, at }: FilePlace): string {
  return `${file}:${at.line}:${at.column}`;
}
