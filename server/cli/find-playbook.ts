import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { type Playbook, type Problem, type Services, type Site, textsFileName } from "../../engine/index.ts";
import { PathError, readSiteFiles } from "./site-files.ts";
import { readSiteFolders } from "./site-folder.ts";

/** A playbook with the site it belongs to. */
export interface FoundPlaybook {
  /** Undefined when it has errors. */
  readonly playbook: Playbook | undefined;
  /** All playbooks beside it, by name. */
  readonly library: ReadonlyMap<string, Playbook>;
  readonly site: Site;
  /** Of its `services.yml`; empty without one. */
  readonly services: Services;
  /** Of this playbook and its texts in other languages. */
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
}

function isTextsOf({ name, alsoIn }: Playbook, file: string): boolean {
  return alsoIn.some((language) => textsFileName(name, language) === file);
}

/**
 * Finds a playbook by its file, or by its name in a folder.
 *
 * @throws {PathError} when there is none.
 */
export async function findPlaybook(wanted: string, dir: string, cwd: string): Promise<FoundPlaybook> {
  const path = resolve(cwd, wanted);
  const isFile = (await stat(path).catch(() => undefined))?.isFile() ?? false;
  const files = await readSiteFiles([isFile ? dirname(path) : dir], cwd);
  const sources = new Map(files.map(({ file, text }) => [file, text]));
  const folders = readSiteFolders(files);
  for (const { site, services, playbooks, problems } of folders) {
    const isWanted = (each: Playbook) => (isFile ? resolve(cwd, each.file) === path : each.name === wanted);
    const playbook = playbooks.find(isWanted);
    // One with errors has no name that could be trusted: its file tells which one is meant.
    const isFileOfIt = (file: string) =>
      playbook
        ? file === playbook.file || isTextsOf(playbook, basename(file))
        : resolve(cwd, file) === path || basename(file).startsWith(`${wanted}.playbook.`);
    const its = problems.filter(({ file }) => isFileOfIt(file));
    const library = new Map(playbooks.map((each) => [each.name, each]));
    if (playbook || its.length > 0) return { playbook, library, site, services, problems: its, sources };
  }
  const names = folders.flatMap((folder) => folder.playbooks.map((each) => each.name));
  throw new PathError(`there is no playbook "${wanted}"; there are ${names.join(", ")}`);
}
