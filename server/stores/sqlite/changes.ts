import type { Change, ChangeFeed } from "../../nodes/change-feed.ts";
import type { SqliteFile } from "./file.ts";

export function sqliteChanges(file: SqliteFile): ChangeFeed {
  const version = file.statement<{ readonly data_version: number }>("pragma data_version");
  const changed = file.statement<Change>(`
    select
      id,
      changed_at as at,
      body ->> '$.talk.seq' as seq,
      body ->> '$.talk.status' as status,
      coalesce(json_array_length(body, '$.notes'), 0) as notes,
      coalesce(body ->> '$.acts', 0) as acts
    from conversation where site = ? and changed_at >= ? order by changed_at, id limit ?`);
  /** What the last answer covered, by site. */
  const covered = new Map<string, { readonly version: number; readonly since: number }>();
  return {
    changed: (siteId, since, limit) =>
      file.read(() => {
        // Moves only with commits of other processes, so one process alone never reads a row here.
        const now = version.first()?.data_version ?? 0;
        const last = covered.get(siteId);
        if (last?.version === now && last.since <= since) return [];
        const found = changed.all(siteId, since, limit);
        if (found.length < limit) covered.set(siteId, { version: now, since });
        else covered.delete(siteId);
        return found;
      }),
  };
}
