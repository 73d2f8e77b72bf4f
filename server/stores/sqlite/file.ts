import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type Database from "libsql";
import { awayOr, closedError } from "./away.ts";
import { connect } from "./connect.ts";
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

/** Opens `parley.db` in `dir`, made when missing. `:memory:` keeps nothing. */
export async function openFile(dir: string): Promise<SqliteFile> {
  if (dir !== ":memory:") mkdirSync(dir, { recursive: true, mode: 0o700 });
  const db = await connect(dir === ":memory:" ? dir : join(dir, DATABASE), (file) => {
    file.exec("pragma synchronous = full");
    migrate(file, MIGRATIONS);
  });
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
