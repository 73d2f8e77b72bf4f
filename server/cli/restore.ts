import { cp, mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DATABASE, holdsDatabase } from "../stores/sqlite/copy-database.ts";
import { KEPT } from "./backup.ts";
import { faultsOf } from "./backup-manifest.ts";
import { sqliteFolder } from "./sqlite-folder.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

/**
 * `parley restore FOLDER`: puts a backup into the data folder, which must hold no database: nothing is ever overwritten.
 *
 * @returns 0 done, 1 the backup is not whole or the data folder is taken, 2 the settings are wrong or name MongoDB.
 */
export async function restore(
  folder: string,
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  const dir = sqliteFolder("restore", "mongorestore", surroundings, terminal);
  if (dir === undefined) return 2;
  const from = resolve(terminal.cwd, folder);
  if (holdsDatabase(dir)) {
    terminal.err(
      `parley restore: ${dir} holds a database already. Stop the server and move that folder away.`,
    );
    return 1;
  }
  const faults = await faultsOf(from);
  if (faults.length > 0) {
    for (const fault of faults) terminal.err(`parley restore: ${fault}`);
    return 1;
  }
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const name of KEPT) {
    await cp(join(from, name), join(dir, name), { recursive: true }).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    });
  }
  // Last, and in one step: a restore that is cut short leaves no database, and can be run again.
  const draft = join(dir, `${DATABASE}.part`);
  await rm(draft, { force: true });
  await cp(join(from, DATABASE), draft);
  await rename(draft, join(dir, DATABASE));
  terminal.out(`${dir}: restored. Start the server.`);
  return 0;
}
