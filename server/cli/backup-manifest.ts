import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { DATABASE, lookAtDatabase, NEWEST_MIGRATION } from "../stores/sqlite/copy-database.ts";

/** Name of the file that says what a backup holds. */
export const MANIFEST = "backup.json";

export interface BackupManifest {
  readonly parley: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly migration: number;
  /** Sorted by path, from the backup's folder; `sha256` in hex. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/**
 * Reads all that a backup's folder holds.
 *
 * @throws when the database in it is not whole.
 */
export async function describeBackup(
  folder: string,
  { madeAt, version }: { readonly madeAt: number; readonly version: string },
): Promise<BackupManifest> {
  const { migration, faults } = lookAtDatabase(join(folder, DATABASE));
  if (faults.length > 0) throw new Error(`the copy is not whole: ${faults[0]}`);
  const files = await hashAll(folder);
  return { parley: version, madeAt: new Date(madeAt).toISOString(), migration, files };
}

/** What is wrong with a backup, in words; empty when it may be restored by this server. */
export async function faultsOf(folder: string): Promise<readonly string[]> {
  const manifest = await readManifest(folder);
  if (!manifest) return [`${join(folder, MANIFEST)} is missing or cannot be read: this is no backup.`];
  if (manifest.migration > NEWEST_MIGRATION) {
    return [`it was made by a newer Parley (${manifest.parley}). Restore it with that one.`];
  }
  const found = new Map((await hashAll(folder)).map(({ path, sha256 }) => [path, sha256]));
  const changed = manifest.files.filter(({ path, sha256 }) => found.get(path) !== sha256);
  if (changed.length > 0) return changed.map(({ path }) => `${path} is missing, or not as it was copied.`);
  return lookAtDatabase(join(folder, DATABASE)).faults;
}

async function readManifest(folder: string): Promise<BackupManifest | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(join(folder, MANIFEST), "utf8"));
    const isManifest =
      typeof read === "object" && read !== null && "files" in read && Array.isArray(read.files);
    return isManifest ? (read as BackupManifest) : undefined;
  } catch {
    return undefined;
  }
}

async function hashAll(folder: string): Promise<BackupManifest["files"]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== join(folder, MANIFEST))
    .sort();
  const files: BackupManifest["files"][number][] = [];
  for (const path of paths) {
    const sha256 = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    files.push({ path: relative(folder, path), sha256 });
  }
  return files;
}
