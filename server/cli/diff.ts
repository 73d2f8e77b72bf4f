import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import {
  type Change,
  type CompiledPlaybook,
  changesBetween,
  formatChanges,
  formatMoveReport,
  type MoveReport,
  type Playbook,
  type Problem,
} from "../../engine/index.ts";
import { compileVersion, hashOf, partsOf } from "../playbooks/version-parts.ts";
import { movesTo } from "./move-numbers.ts";
import { showProblems } from "./show-problems.ts";
import { PathError, readSiteFiles, type SiteFile } from "./site-files.ts";
import { readSiteFolders } from "./site-folder.ts";
import { withSiteStore } from "./site-store.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

export interface DiffOptions {
  readonly json: boolean;
}

/** The playbooks of one side. */
interface Side {
  readonly playbooks: ReadonlyMap<string, Playbook>;
  readonly files: readonly SiteFile[];
}

interface Difference {
  readonly playbook: string;
  readonly is: "added" | "removed" | "changed";
  readonly changes: readonly Change[];
  /** What publishing it does to the conversations that run; undefined without a store. */
  readonly running?: MoveReport;
}

/**
 * `parley diff OLD NEW [--json]`: what is different for visitors between two playbook files or two folders and, where
 * DATA_DIR or MONGODB_URI names a store, how many running conversations go on where.
 *
 * @returns 0 compared, whether something differs or not; 1 a playbook has errors; 2 a path is wrong, or the settings are.
 */
export async function diff(
  paths: { readonly old: string; readonly new: string },
  options: DiffOptions,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    const was = await readSide(paths.old, terminal);
    const now = await readSide(paths.new, terminal);
    if (!was || !now) return 1;
    const differences = compare(
      was,
      now,
      (await isFile(paths.old, terminal)) && (await isFile(paths.new, terminal)),
    );
    const { DATA_DIR, MONGODB_URI } = surroundings.env;
    if ((DATA_DIR ?? MONGODB_URI ?? "") === "" || differences.length === 0) {
      show(differences, options, terminal);
      return 0;
    }
    return await withSiteStore(surroundings, terminal, async ({ stores, site }) => {
      const counted: Difference[] = [];
      for (const one of differences) {
        const to = one.is === "removed" ? undefined : compiledOf(one.playbook, now);
        const running = to && (await movesTo(stores, site, to, terminal.now()));
        counted.push({ ...one, ...(running && { running }) });
      }
      show(counted, options, terminal);
      return 0;
    });
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley diff: ${fault.message}`);
    return 2;
  }
}

async function isFile(path: string, { cwd }: Terminal): Promise<boolean> {
  return (await stat(resolve(cwd, path)).catch(() => undefined))?.isFile() ?? false;
}

/** Undefined when a playbook has errors: they were shown. A file is read with the texts beside it. */
async function readSide(path: string, terminal: Terminal): Promise<Side | undefined> {
  const { cwd } = terminal;
  const alone = await isFile(path, terminal);
  const named = await readSiteFiles([path], cwd);
  if (named.every(({ kind }) => kind !== "playbook")) throw new PathError(`there is no playbook in ${path}`);
  const beside = alone ? await readSiteFiles([dirname(resolve(cwd, path))], cwd) : named;
  const wanted = new Set(named.map(({ file }) => file));
  const folder = dirname(resolve(cwd, path));
  const files = beside.filter(
    (one) => !alone || wanted.has(one.file) || (isPart(one) && one.folder === folder),
  );
  const folders = readSiteFolders(files);
  const errors: readonly Problem[] = folders
    .flatMap(({ problems }) => problems)
    .filter(({ severity, file }) => severity === "error" && wanted.has(file) && isPlaybookFile(file, named));
  if (errors.length > 0) {
    showProblems(errors, new Map(files.map(({ file, text }) => [file, text])), terminal);
    return undefined;
  }
  const all = folders.flatMap(({ playbooks }) => playbooks).filter(({ file }) => wanted.has(file));
  return { playbooks: new Map(all.map((one) => [one.name, one])), files };
}

/** What a playbook is read with, besides itself. */
function isPart({ kind }: SiteFile): boolean {
  return kind === "texts" || kind === "services" || kind === "site";
}

function isPlaybookFile(file: string, files: readonly SiteFile[]): boolean {
  return files.some((one) => one.file === file && one.kind === "playbook");
}

/** Playbooks are the same by name; two files are compared whatever they are called. */
function compare(was: Side, now: Side, alone: boolean): readonly Difference[] {
  const [first] = was.playbooks.values();
  const fresh = [...now.playbooks.values()].flatMap((playbook): readonly Difference[] => {
    const before = alone ? first : was.playbooks.get(playbook.name);
    if (!before) return [{ playbook: playbook.name, is: "added", changes: [] }];
    const changes = changesBetween(before, playbook);
    return changes.length > 0 ? [{ playbook: playbook.name, is: "changed", changes }] : [];
  });
  if (alone) return fresh;
  const gone = [...was.playbooks.keys()].filter((name) => !now.playbooks.has(name));
  return [...fresh, ...gone.map((playbook): Difference => ({ playbook, is: "removed", changes: [] }))];
}

/** The version that publishing the new side would make. */
function compiledOf(name: string, { playbooks, files }: Side): CompiledPlaybook | undefined {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const others = new Map(
    [...playbooks].map(([each, playbook]) => [
      each,
      { playbook, file: basename(playbook.file), text: texts.get(playbook.file) ?? "" },
    ]),
  );
  const it = others.get(name);
  if (!it) return undefined;
  const inFolder = files.filter(({ kind }) => kind === "texts");
  const parts = partsOf(
    it.playbook,
    others,
    new Map(inFolder.map(({ file, text }) => [basename(file), text])),
  );
  return compileVersion({ file: it.file, text: it.text, parts: [...parts] }, hashOf(it.text, parts));
}

function show(differences: readonly Difference[], { json }: DiffOptions, terminal: Terminal): void {
  if (json) terminal.out(JSON.stringify({ playbooks: differences }, null, 2));
  else if (differences.length === 0) terminal.out("Nothing changes for visitors.");
  else for (const one of differences) showOne(one, terminal);
}

const WHOLE = { added: "a new playbook", removed: "not there any more" } as const;

function showOne({ playbook, is, changes, running }: Difference, terminal: Terminal): void {
  const count = `${changes.length} ${changes.length === 1 ? "change" : "changes"}`;
  terminal.out(`${playbook}: ${is === "changed" ? count : WHOLE[is]}`);
  for (const line of formatChanges(changes)) terminal.out(line);
  if (running) terminal.out(`  Conversations: ${formatMoveReport(running)}`);
}
