import type { ShelfRecord, ShelfStore } from "../../inbox/shelf-store.ts";
import type { SqliteFile } from "./file.ts";

export function sqliteShelf(file: SqliteFile): ShelfStore {
  const load = file.statement<{ readonly v: number; readonly body: string }>(
    "select v, body from shelf where site = ? and id = ?",
  );
  const add = file.statement(
    "insert into shelf (site, id, v, body) values (?, ?, 1, ?) on conflict do nothing",
  );
  const change = file.statement("update shelf set v = ?, body = ? where site = ? and id = ? and v = ?");
  const drop = file.statement("delete from shelf where site = ? and id = ?");
  return {
    load: (siteId, id) =>
      file.read((): ShelfRecord | undefined => {
        const found = load.first(siteId, id);
        return found && { siteId, id, v: found.v, body: JSON.parse(found.body) as unknown };
      }),
    keep: ({ siteId, id, v, body }) =>
      file.write(() => {
        const text = JSON.stringify(body);
        return (v === 1 ? add.run(siteId, id, text) : change.run(v, text, siteId, id, v - 1)) === 1;
      }),
    async drop(siteId, id) {
      await file.write(() => drop.run(siteId, id));
    },
  };
}
