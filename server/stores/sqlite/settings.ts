import type { SettingsRecord, SettingsStore } from "../../settings/settings-store.ts";
import type { Sighting, SightingStore } from "../../settings/sighting-store.ts";
import type { SqliteFile } from "./file.ts";

const MOST_ORIGINS = 50;

export function sqliteSettings(file: SqliteFile): SettingsStore {
  const current = file.statement<{ readonly body: string }>("select body from settings where site = ?");
  const first = file.statement(
    "insert into settings (site, v, body) values (?, ?, ?) on conflict do nothing",
  );
  const replace = file.statement("update settings set v = ?, body = ? where site = ? and v = ?");
  return {
    current: (siteId) =>
      file.read(() => {
        const row = current.first(siteId);
        return row && (JSON.parse(row.body) as SettingsRecord);
      }),
    save: (record) =>
      file.write(() => {
        const { siteId, v } = record;
        const body = JSON.stringify(record);
        return (v === 1 ? first.run(siteId, v, body) : replace.run(v, body, siteId, v - 1)) === 1;
      }),
  };
}

export function sqliteSightings(file: SqliteFile): SightingStore {
  const see = file.statement(`
    insert into sighting (site, origin, at, allowed) values (?, ?, ?, ?)
    on conflict do update set at = excluded.at, allowed = excluded.allowed where excluded.at > at`);
  const forget = file.statement(`
    delete from sighting where site = ? and origin not in
      (select origin from sighting where site = ? order by at desc, origin limit ?)`);
  const seen = file.statement<{ readonly origin: string; readonly at: string; readonly allowed: number }>(
    "select origin, at, allowed from sighting where site = ? order by at desc, origin limit ?",
  );
  return {
    async see({ siteId, origin, at, allowed }) {
      await file.write(() => {
        see.run(siteId, origin, at, allowed ? 1 : 0);
        forget.run(siteId, siteId, MOST_ORIGINS);
      });
    },
    seen: (siteId) =>
      file.read(() =>
        seen
          .all(siteId, MOST_ORIGINS)
          .map(({ origin, at, allowed }): Sighting => ({ siteId, origin, at, allowed: allowed === 1 })),
      ),
  };
}
