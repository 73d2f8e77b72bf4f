import type Database from "libsql";

export interface Migration {
  /** From 1, dense. The database keeps the id of the last one in `user_version`. */
  readonly id: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Brings the database up to the last migration; does nothing when it is there already.
 *
 * Refuses a database that is ahead of this code: an older server that writes to a newer shape loses columns silently,
 * which is worse than not starting.
 */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  const last = migrations.length;
  // Asked before any lock is taken: a server that starts on a finished database waits for nobody.
  if (position(db) === last) return;
  db.transaction(() => {
    // Again within the lock: another process may have migrated meanwhile.
    const at = position(db);
    if (at > last) {
      throw new Error(`the database is at migration ${at}, this server knows ${last}: upgrade the server`);
    }
    for (const { id, sql } of migrations.slice(at)) {
      db.exec(sql);
      db.exec(`pragma user_version = ${id}`);
    }
  }).immediate();
}

function position(db: Database.Database): number {
  const [row] = db.pragma("user_version") as readonly { readonly user_version: number }[];
  return row?.user_version ?? 0;
}
