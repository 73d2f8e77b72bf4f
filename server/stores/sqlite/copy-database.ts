import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { awayOr } from "./away.ts";
import { MIGRATIONS } from "./migrations/all.ts";

/** What a copy says of itself when it is looked at. */
export interface LookedAt {
  /** Id of its last migration. */
  readonly migration: number;
  /** What SQLite finds wrong with the file; empty when it is whole. */
  readonly faults: readonly string[];
}

/** Whether the data folder holds a database. */
export function holdsDatabase(dir: string): boolean {
  return existsSync(join(dir, DATABASE));
}

/** Name of the database in a data folder. */
export const DATABASE = "parley.db";

/** Id of the last migration that this server knows. */
export const NEWEST_MIGRATION = MIGRATIONS.length;

/**
 * Copies the database of a data folder to a new file, as it stands at one moment. Servers may go on working with it
 * meanwhile; nothing in it changes.
 *
 * @throws {StoreAwayError} when it is busy for more than five seconds.
 */
export function copyDatabase(dir: string, to: string): void {
  const db = openFileAt(join(dir, DATABASE));
  try {
    db.prepare("vacuum into ?").run([to]);
  } catch (error) {
    throw awayOr(error);
  } finally {
    db.close();
  }
}

/** Reads a database file from end to end. A file that is none has a fault that says so. */
export function lookAtDatabase(path: string): LookedAt {
  let db: Database.Database | undefined;
  try {
    db = openFileAt(path);
    const [at] = db.pragma("user_version") as readonly { readonly user_version: number }[];
    const found = db.pragma("integrity_check") as readonly { readonly integrity_check: string }[];
    const faults = found.map((row) => row.integrity_check).filter((line) => line !== "ok");
    return { migration: at?.user_version ?? 0, faults };
  } catch (error) {
    return { migration: 0, faults: [error instanceof Error ? error.message : "it cannot be opened"] };
  } finally {
    db?.close();
  }
}

function openFileAt(path: string): Database.Database {
  return new Database(path, { timeout: 5_000, fileMustExist: true });
}
