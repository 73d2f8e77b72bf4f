import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  addConversation,
  compilePlaybook,
  draftTests,
  type Exploration,
  explore,
  type Finding,
  type Playbook,
  type RecordedConversation,
  walkedByTests,
} from "../../engine/index.ts";
import { count, showProblems } from "./show-problems.ts";
import { PathError, readSiteFiles } from "./site-files.ts";
import { readSiteFolders, type SiteFolder } from "./site-folder.ts";
import { type ExitStatus, type Paint, paintFor, type Terminal } from "./terminal.ts";

/** Different places at most, where the command does not say; a walk of this size takes about a minute. */
export const MOST_PLACES = 20_000;

export interface ExploreOptions {
  /** Warnings count as errors, and so does what could not be walked. */
  readonly strict: boolean;
  /** Adds the conversations that show findings to the playbooks' test files. */
  readonly save: boolean;
  /** Adds conversations for what no test walks. */
  readonly drafts: boolean;
  readonly most: number;
  readonly json: boolean;
}

interface Explored {
  readonly playbook: Playbook;
  readonly exploration: Exploration;
  /** Milliseconds. */
  readonly took: number;
}

/**
 * `parley explore [FOLDER…]`: walks all paths of each playbook by classes of answers, and shows each thing wrong with the
 * shortest conversation that shows it.
 *
 * @returns 0 nothing wrong (warnings may be there), 1 something is, or with `strict` not everything could be walked; 2 a path
 * that leads nowhere.
 */
export async function exploreSites(
  paths: readonly string[],
  options: ExploreOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    const files = await readSiteFiles(paths, terminal.cwd);
    const folders = readSiteFolders(files);
    const errors = folders.flatMap(({ problems }) => problems).filter(({ severity }) => severity === "error");
    showProblems(errors, new Map(files.map(({ file, text }) => [file, text])), terminal);
    const explored: Explored[] = [];
    for (const folder of folders) explored.push(...(await exploreFolder(folder, options, terminal)));
    if (explored.length === 0 && errors.length === 0)
      throw new PathError(`no *.playbook.yml in ${paths.join(", ")}`);
    if (options.json) terminal.out(JSON.stringify(explored.map(asJson), undefined, 2));
    return errors.length === 0 && explored.every((one) => isGood(one, options)) ? 0 : 1;
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley explore: ${fault.message}`);
    return 2;
  }
}

async function exploreFolder(
  folder: SiteFolder,
  options: ExploreOptions,
  terminal: Terminal,
): Promise<readonly Explored[]> {
  const library = new Map(folder.playbooks.map((playbook) => [playbook.name, playbook]));
  const explored: Explored[] = [];
  for (const playbook of folder.playbooks) {
    const compiled = compilePlaybook(playbook, "explore", library);
    const began = performance.now();
    const exploration = explore(compiled, folder, { mostSpots: options.most });
    const one: Explored = { playbook, exploration, took: Math.round(performance.now() - began) };
    if (!options.json) showOne(one, terminal);
    const found = options.save ? exploration.findings.flatMap(({ shown }) => shown?.recorded ?? []) : [];
    const covered = walkedByTests(folder.tests, compiled, folder);
    const drafts = options.drafts ? draftTests(compiled, exploration, covered, folder) : [];
    await addToTests(playbook, [...found, ...drafts], terminal);
    explored.push(one);
  }
  return explored;
}

function isGood({ exploration: { findings, limits } }: Explored, { strict }: ExploreOptions): boolean {
  if (strict) return findings.length === 0 && limits.length === 0;
  return findings.every(({ severity }) => severity !== "error");
}

function showOne({ playbook, exploration, took }: Explored, terminal: Terminal): void {
  const paint = paintFor(terminal);
  const { places, ways, limits, findings } = exploration;
  const extent = `${count(places, "place")}, ${count(ways, "way")}, ${took} ms`;
  terminal.out(`${paint.bold(playbook.name)}  ${paint.dim(extent)}`);
  if (limits.length === 0) terminal.out(`  ${paint.green("✓")} fully explored`);
  else {
    terminal.out(paint.yellow("  ! NOT FULLY EXPLORED: what is said below holds for what was walked."));
    for (const limit of limits) terminal.out(paint.yellow(`      ${limit}`));
  }
  for (const finding of findings)
    for (const line of findingLines(finding, playbook, paint)) terminal.out(line);
  terminal.out("");
}

function findingLines(
  { code, severity, message, at, shown }: Finding,
  { file }: Playbook,
  paint: Paint,
): readonly string[] {
  const sign = severity === "error" ? paint.red("✗ error") : paint.yellow("! warning");
  const unsure =
    shown?.holds === false ? ["    (the conversation below could not be held in words to its end)"] : [];
  return [
    `  ${sign}  ${message}  ${paint.dim(`(${code})`)}`,
    paint.dim(`    ${file}:${at.line}:${at.column}`),
    ...unsure,
    ...(shown?.transcript ?? []).map((line) => `      ${line}`),
  ];
}

function asJson({ playbook, exploration, took }: Explored): object {
  const { places, ways, limits, findings } = exploration;
  return {
    playbook: playbook.name,
    file: playbook.file,
    places,
    ways,
    took,
    limits,
    findings: findings.map(({ shown, ...finding }) => ({ ...finding, conversation: shown?.transcript })),
  };
}

async function addToTests(
  { name, file }: Playbook,
  conversations: readonly RecordedConversation[],
  terminal: Terminal,
): Promise<void> {
  if (conversations.length === 0) return;
  const path = join(dirname(file), `${name}.test.yml`);
  let text = await readFile(resolve(terminal.cwd, path), "utf8").catch(() => undefined);
  for (const conversation of conversations) {
    const added = addConversation(text, conversation);
    if ("refused" in added) throw new PathError(`${path}: ${added.refused}`);
    text = added.text;
  }
  await writeFile(resolve(terminal.cwd, path), text ?? "");
  terminal.out(`${path}: ${count(conversations.length, "conversation")} added`);
}
