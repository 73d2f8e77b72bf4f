import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { copyDatabase, DATABASE, holdsDatabase } from "../stores/sqlite/copy-database.ts";
import { describeBackup, MANIFEST } from "./backup-manifest.ts";
import { sqliteFolder } from "./sqlite-folder.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

/** What of the data folder is kept besides the database. Visitors' files, and the key that a server without SECRET_KEY made. */
export const KEPT = ["files", "secret-key"] as const;

/**
 * `parley backup FOLDER`: a copy of the data folder that `parley restore` takes, while servers go on working. The folder
 * is made, and is there only when the copy is whole.
 *
 * @returns 0 done, 1 there is nothing to copy or the folder is taken, 2 the settings are wrong or name MongoDB.
 */
export async function backup(
  folder: string,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  const dir = sqliteFolder("backup", "mongodump", surroundings, terminal);
  if (dir === undefined) return 2;
  const to = resolve(terminal.cwd, folder);
  if (!holdsDatabase(dir)) {
    terminal.err(`parley backup: ${dir} holds no database. Is DATA_DIR right?`);
    return 1;
  }
  if (await isTaken(to)) {
    terminal.err(`parley backup: ${to} is not empty. Name a new folder.`);
    return 1;
  }
  const draft = `${to}.part`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  // The database first: a file that a visitor sends meanwhile may be there without a message, never the other way round.
  copyDatabase(dir, join(draft, DATABASE));
  for (const name of KEPT) await copyIfThere(join(dir, name), join(draft, name));
  const manifest = await describeBackup(draft, { madeAt: terminal.now(), version: surroundings.version });
  await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  await rm(to, { recursive: true, force: true });
  await rename(draft, to);
  terminal.out(`${to}: the database and ${manifest.files.length - 1} other files, all read back.`);
  terminal.out(
    "It holds what visitors said, and the secret key if the server made one: keep it as you keep the server.",
  );
  return 0;
}

async function isTaken(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return (
    names.length > 0 ||
    (await readFile(folder).then(
      () => true,
      () => false,
    ))
  );
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (path) => !path.endsWith(".part") }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    },
  );
}
