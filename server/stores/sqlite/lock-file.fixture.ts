import { join } from "node:path";
import Database from "libsql";

/** Takes the write lock of the file in `dir`, as another process may. @returns what gives it back. */
export function lockFile(dir: string): () => void {
  const db = new Database(join(dir, "parley.db"), { timeout: 5_000 });
  db.exec("begin immediate");
  return () => {
    db.exec("rollback");
    db.close();
  };
}

/** "ok", or what SQLite finds to be wrong with the file in `dir`. */
export function integrityOf(dir: string): string {
  const db = new Database(join(dir, "parley.db"), { timeout: 5_000 });
  try {
    const rows = db.pragma("integrity_check") as readonly { readonly integrity_check: string }[];
    return rows.map((row) => row.integrity_check).join("\n");
  } finally {
    db.close();
  }
}
