import type { LineStore } from "../../handoff/line-store.ts";
import type { SqliteFile } from "./file.ts";

export function sqliteLine(file: SqliteFile): LineStore {
  const ahead = file.statement<{ readonly n: number }>(`
    select count(*) as n from conversation
    where site = ? and queue = 'waiting' and (listed_at, id) < (?, ?)`);
  const loads = file.statement<{ readonly owner: string; readonly n: number }>(`
    select owner, count(*) as n from conversation
    where site = ? and queue = 'mine' and owner is not null group by owner`);
  return {
    ahead: (siteId, since, id) => file.read(() => ahead.first(siteId, since, id)?.n ?? 0),
    loads: (siteId) => file.read(() => new Map(loads.all(siteId).map(({ owner, n }) => [owner, n]))),
  };
}
