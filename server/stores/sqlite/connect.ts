import { setTimeout } from "node:timers/promises";
import Database from "libsql";
import { awayOr, isBusy } from "./away.ts";

// Another process may hold the file for a whole migration, or for the moment in which it makes the file.
const START_PATIENCE_MS = 5_000;
const START_PAUSE_MS = 25;
// SQLite waits inside the call, and with it the whole process: so only briefly.
const BUSY_MS = 50;

/**
 * Opens a database file and prepares it. While another process holds it, both are tried again for five seconds:
 * changing the journal mode and recovering the log after a kill say "busy" at once, whatever `busy_timeout` is
 * (https://sqlite.org/c3ref/busy_handler.html).
 *
 * @param prepare May run more than once on the same file.
 * @throws {StoreAwayError} when the file cannot be opened.
 */
export async function connect(
  path: string,
  prepare: (db: Database.Database) => void,
): Promise<Database.Database> {
  const until = performance.now() + START_PATIENCE_MS;
  for (;;) {
    try {
      return prepared(path, prepare);
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw awayOr(error);
      await setTimeout(START_PAUSE_MS);
    }
  }
}

function prepared(path: string, prepare: (db: Database.Database) => void): Database.Database {
  const db = new Database(path, { timeout: BUSY_MS });
  try {
    db.exec("pragma journal_mode = wal");
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
