import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";

/** A file of a site, as it was read. */
export interface SiteFile {
  /** As people should see it: relative to where the command was called. */
  readonly file: string;
  readonly folder: string;
  readonly kind: "playbook" | "tests" | "texts" | "site" | "services";
  readonly text: string;
}

/** A path that a command was given, and that does not lead to a file of a site. */
export class PathError extends Error {
  override readonly name = "PathError";
}

const SKIPPED_FOLDERS = new Set(["node_modules", "dist"]);

/**
 * All files of a site under the paths given, each once, sorted by path. A folder gives what is in it and below; a file
 * that is named itself must be one that a site may hold.
 *
 * @throws {PathError} when a path is not there, when a file is of no known kind, or when nothing was found.
 */
export async function readSiteFiles(paths: readonly string[], cwd: string): Promise<readonly SiteFile[]> {
  const found = new Set<string>();
  for (const path of paths) {
    for (const file of await filesAt(resolve(cwd, path), path)) found.add(file);
  }
  const files = [...found].toSorted();
  if (files.length === 0)
    throw new PathError(`no *.playbook.yml, *.test.yml, site.yml or services.yml in ${paths.join(", ")}`);
  return await Promise.all(files.map((file) => readSiteFile(file, cwd)));
}

async function filesAt(path: string, asGiven: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new PathError(`there is no file or folder ${asGiven}`);
  if (found.isDirectory()) return await filesUnder(path);
  if (kindOf(path) !== undefined) return [path];
  throw new PathError(`${asGiven} is not a *.playbook.yml, a *.test.yml, a site.yml or a services.yml`);
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      const hidden = entry.name.startsWith(".") || SKIPPED_FOLDERS.has(entry.name);
      if (entry.isDirectory()) return hidden ? [] : await filesUnder(path);
      return kindOf(path) === undefined ? [] : [path];
    }),
  );
  return lists.flat();
}

async function readSiteFile(path: string, cwd: string): Promise<SiteFile> {
  const kind = kindOf(path) ?? "playbook";
  const text = await readFile(path, "utf8");
  const file = relative(cwd, path);
  return { file: file.startsWith("..") ? path : file, folder: dirname(path), kind, text };
}

function kindOf(path: string): SiteFile["kind"] | undefined {
  const name = basename(path);
  if (/\.playbook\.ya?ml$/.test(name)) return "playbook";
  if (/\.test\.ya?ml$/.test(name)) return "tests";
  if (/^services\.ya?ml$/.test(name)) return "services";
  if (/^[^.]+\.[a-z]{2,3}(-[a-z0-9]+)*\.yml$/i.test(name)) return "texts";
  return /^site\.ya?ml$/.test(name) ? "site" : undefined;
}
