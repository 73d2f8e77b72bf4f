import {
  addTexts,
  type CompiledPlaybook,
  checkTogether,
  readPlaybook,
  textsFileName,
  trainPlaybook,
} from "../../engine/index.ts";
import { faultDetails } from "../log.ts";
import { type PlaybooksSetting, problemLines } from "./setting.ts";
import {
  compileVersion,
  type Files,
  hashOf,
  PLAYBOOK_FILE,
  partsOf,
  type ReadPlaybook,
} from "./version-parts.ts";
import type { VersionRecord } from "./version-store.ts";

export type FolderSetting = Pick<PlaybooksSetting, "folder" | "report" | "log">;

/** A playbook of the folder as a version that could be published. */
export interface FolderVersion {
  readonly record: Omit<VersionRecord, "publishedAt">;
  readonly compiled: CompiledPlaybook;
}

export interface FolderRead {
  /** In order of their files. */
  readonly versions: readonly FolderVersion[];
  /** Playbooks whose file is there, right or wrong. */
  readonly there: ReadonlySet<string>;
  /** Files that are wrong: their problems were told. */
  readonly wrong: ReadonlySet<string>;
}

/**
 * Reads all playbooks of the folder with what belongs to them. Where one runs another whose file is wrong, the live version
 * of that one serves.
 */
export async function readFolder(
  setting: FolderSetting,
  siteId: string,
  live: readonly VersionRecord[],
): Promise<FolderRead> {
  const names = await setting.folder.names();
  const wrong = new Set<string>();
  const found = new Map<string, ReadPlaybook>();
  for (const file of names.filter((name) => PLAYBOOK_FILE.test(name))) {
    const read = await readOne(setting, file);
    if (read) add(setting, found, read);
    else wrong.add(file);
  }
  const texts = await textsOf(setting, names, found);
  for (const [name, one] of found) {
    if (speaks(setting, one, texts)) continue;
    found.delete(name);
    wrong.add(one.file);
  }
  const { kept, others } = agreeing(setting, live, { found, wrong });
  const files = new Map([...texts, ...kept.flatMap(keptTexts)]);
  const versions = [...found.values()].flatMap((one) => {
    const parts = partsOf(one.playbook, others, files);
    return compiled(setting, { ...one, siteId, parts: [...parts] }, live) ?? [];
  });
  return { versions, there: new Set([...found.keys(), ...kept.map(({ playbook }) => playbook)]), wrong };
}

async function readOne(
  { folder, report, log }: FolderSetting,
  file: string,
): Promise<ReadPlaybook | undefined> {
  try {
    const text = await folder.read(file);
    const { playbook, problems } = readPlaybook(text, file);
    if (problems.length > 0) report(problemLines(problems));
    if (playbook) return { playbook, file, text };
    log.warn("playbook.refused", { file, problems: problems.length });
  } catch (error) {
    report(`${file}: ${error instanceof Error ? error.message : "cannot be read"}`);
    log.warn("playbook.refused", { file, ...faultDetails(error) });
  }
  return undefined;
}

function add({ report }: FolderSetting, found: Map<string, ReadPlaybook>, read: ReadPlaybook): void {
  const { name } = read.playbook;
  const other = found.get(name);
  if (other === undefined) found.set(name, read);
  else {
    report(
      `${read.file}: the playbook "${name}" is in ${other.file} already. Give one of them another name.`,
    );
  }
}

function asRead({ playbook: name, file, text }: VersionRecord): readonly (readonly [string, ReadPlaybook])[] {
  const { playbook } = readPlaybook(text, file);
  return playbook ? [[name, { playbook, file, text }]] : [];
}

/** The files with texts in other languages, as far as they are there. */
async function textsOf(
  { folder, report }: FolderSetting,
  names: readonly string[],
  found: ReadonlyMap<string, ReadPlaybook>,
): Promise<Files> {
  const wanted = [...found.values()].flatMap(({ playbook }) =>
    playbook.alsoIn.map((language) => textsFileName(playbook.name, language)),
  );
  const files = new Map<string, string>();
  for (const file of wanted.filter((name) => names.includes(name))) {
    try {
      files.set(file, await folder.read(file));
    } catch (error) {
      report(`${file}: ${error instanceof Error ? error.message : "cannot be read"}`);
    }
  }
  return files;
}

/** Tells what is wrong with the texts of a playbook. */
function speaks({ report, log }: FolderSetting, { playbook, file }: ReadPlaybook, texts: Files): boolean {
  const { problems } = addTexts(playbook, (name) => {
    const text = texts.get(name);
    return text === undefined ? undefined : { file: name, text };
  });
  if (problems.length > 0) report(problemLines(problems));
  if (problems.every(({ severity }) => severity === "warning")) return true;
  log.warn("playbook.refused", { file, problems: problems.length });
  return false;
}

/**
 * Takes out playbooks that are right each for itself and not together: they run one another in a circle, or begin in a
 * section that is not there. Then the live version of such a one serves the others, with which it may be wrong again.
 */
function agreeing(
  { report, log }: FolderSetting,
  live: readonly VersionRecord[],
  { found, wrong }: { readonly found: Map<string, ReadPlaybook>; readonly wrong: Set<string> },
): { readonly kept: readonly VersionRecord[]; readonly others: ReadonlyMap<string, ReadPlaybook> } {
  for (;;) {
    const kept = live.filter(({ playbook, file }) => !found.has(playbook) && wrong.has(file));
    const others = new Map([...kept.flatMap(asRead), ...found]);
    const problems = checkTogether([...others.values()].map(({ playbook }) => playbook));
    const refused = [...found].flatMap(([name, { file }]) => {
      const errors = problems.filter((one) => one.file === file && one.severity === "error");
      return errors.length > 0 ? [{ name, file, errors }] : [];
    });
    if (refused.length === 0) return { kept, others };
    for (const { name, file, errors } of refused) {
      report(problemLines(errors));
      log.warn("playbook.refused", { file, problems: errors.length });
      found.delete(name);
      wrong.add(file);
    }
  }
}

/** Those that a live version was published with: the folder's may belong to the playbook that is wrong. */
function keptTexts({ playbook: name, file, text, parts = [] }: VersionRecord): readonly [string, string][] {
  const languages = readPlaybook(text, file).playbook?.alsoIn ?? [];
  const own = new Set(languages.map((language) => textsFileName(name, language)));
  return parts.flatMap((part): [string, string][] => (own.has(part.file) ? [[part.file, part.text]] : []));
}

function compiled(
  { report, log }: FolderSetting,
  {
    playbook,
    ...version
  }: ReadPlaybook & Pick<FolderVersion["record"], "siteId"> & { parts: NonNullable<VersionRecord["parts"]> },
  live: readonly VersionRecord[],
): FolderVersion | undefined {
  const { siteId, file, text, parts } = version;
  const hash = hashOf(text, parts);
  try {
    const before = live.find((one) => one.hash === hash)?.trained;
    const machine = compileVersion({ ...version, ...(before && { trained: before }) }, hash);
    if (!machine) return undefined;
    const trained = before ?? trainPlaybook(machine);
    const record = {
      siteId,
      playbook: playbook.name,
      hash,
      file,
      text,
      ...(parts.length > 0 && { parts }),
      ...(Object.keys(trained).length > 0 && { trained }),
    };
    return { record, compiled: machine };
  } catch (error) {
    report(`${file}: cannot be compiled: ${error instanceof Error ? error.message : "unknown fault"}`);
    log.error("playbook.refused", { playbook: playbook.name, ...faultDetails(error) });
    return undefined;
  }
}
