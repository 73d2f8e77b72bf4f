import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { awayOr, closedError } from "./away.ts";
import { DATABASE } from "./copy-database.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/all.ts";
import { openWriter } from "./writer.ts";

export type Cell = string | number | null;

export interface Statement<Row> {
  /** How many rows it changed. */
  run(...cells: readonly Cell[]): number;
  first(...cells: readonly Cell[]): Row | undefined;
  all(...cells: readonly Cell[]): readonly Row[];
}

/** One open database file. */
export interface SqliteFile {
  statement<Row>(sql: string): Statement<Row>;
  read<T>(work: () => T): Promise<T>;
  /** Resolves when the work is on the disk. Work of the same moment shares one commit; it must not await. */
  write<T>(work: () => T): Promise<T>;
  /** Waits for the writes under way. */
  close(): Promise<void>;
}

// While starting, another process may hold the file for a whole migration.
const START_PATIENCE_MS = 5_000;
// SQLite waits inside the call, and with it the whole process: so only briefly; the writer has the longer patience.
const BUSY_MS = 50;

/** Opens `parley.db` in `dir`, made when missing. `:memory:` keeps nothing. */
export function openFile(dir: string): SqliteFile {
  const db = connect(dir);
  const writer = openWriter(db);
  let open = true;
  return {
    statement: (sql) => statement(db, sql),
    read: (work) => settle(() => (open ? work() : refuse())),
    write: (work) => (open ? writer.write(work) : settle(refuse)),
    async close() {
      if (!open) return;
      open = false;
      await writer.idle();
      // The driver frees the file only when its statements are collected; until then the log would hold the last turns.
      try {
        db.exec("pragma wal_checkpoint(truncate)");
      } finally {
        db.close();
      }
    },
  };
}

function connect(dir: string): Database.Database {
  try {
    if (dir !== ":memory:") mkdirSync(dir, { recursive: true, mode: 0o700 });
    const path = dir === ":memory:" ? dir : join(dir, DATABASE);
    const db = new Database(path, { timeout: START_PATIENCE_MS });
    db.exec("pragma journal_mode = wal");
    db.exec("pragma synchronous = full");
    migrate(db, MIGRATIONS);
    db.exec(`pragma busy_timeout = ${BUSY_MS}`);
    return db;
  } catch (error) {
    throw awayOr(error);
  }
}

function statement<Row>(db: Database.Database, sql: string): Statement<Row> {
  const prepared = db.prepare(sql);
  return {
    run: (...cells) => prepared.run([...cells]).changes,
    first: (...cells) => prepared.all([...cells])[0] as Row | undefined,
    all: (...cells) => prepared.all([...cells]) as Row[],
  };
}

async function settle<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    throw awayOr(error);
  }
}

function refuse(): never {
  throw closedError();
}
