import { join } from "node:path";
import type { Counters } from "../../limits/counters.ts";
import { awayOr, closedError } from "./away.ts";
import { connect } from "./connect.ts";

const SWEEP_EVERY = 1_000;
const SWEEP_MOST = 5_000;

/**
 * Counters in a file of their own, `counters.db` in `dir`. A count need not outlive a power cut, so it does not wait
 * for the disk, and turns do not wait for it.
 *
 * @throws {StoreAwayError} when the file cannot be opened.
 */
export async function openSqliteCounters(dir: string): Promise<Counters & { close(): void }> {
  const db = await connect(dir === ":memory:" ? dir : join(dir, "counters.db"), (file) => {
    file.exec("pragma synchronous = off");
    file.exec(
      "create table if not exists counter (key text primary key, count integer not null, ends_at real not null) strict",
    );
  });
  const hit = db.prepare(`
    insert into counter (key, count, ends_at) values (?1, 1, ?3 + ?4)
    on conflict (key) do update set
      count = case when ends_at <= ?3 or ends_at > ?3 + ?4 then 1 else min(count, ?2) + 1 end,
      ends_at = case when ends_at <= ?3 or ends_at > ?3 + ?4 then ?3 + ?4 else ends_at end
    returning count, ends_at as endsAt`);
  const sweep = db.prepare(
    "delete from counter where key in (select key from counter where ends_at <= ? limit ?)",
  );
  let open = true;
  let hits = 0;
  return {
    hit: async (key, limit, windowMs, now) => {
      if (!open) throw closedError();
      try {
        const [row] = hit.all([key, limit, now, windowMs]) as readonly Row[];
        hits += 1;
        if (hits % SWEEP_EVERY === 0) sweep.run([now, SWEEP_MOST]);
        if (!row || row.count <= limit) return { allowed: true, retryAfterMs: 0 };
        return { allowed: false, retryAfterMs: row.endsAt - now };
      } catch (error) {
        throw awayOr(error);
      }
    },
    close: () => {
      if (!open) return;
      open = false;
      db.close();
    },
  };
}

interface Row {
  readonly count: number;
  /** ms since 1970 */
  readonly endsAt: number;
}
