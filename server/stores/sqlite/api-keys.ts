import type { ApiKeyRecord, ApiKeyStore } from "../../auth/api-key-store.ts";
import type { SqliteFile } from "./file.ts";

interface Row {
  readonly body: string;
  readonly last_used_at: number | null;
}

export function sqliteApiKeys(file: SqliteFile): ApiKeyStore {
  const add = file.statement("insert into api_key (site, id, created_at, body) values (?, ?, ?, ?)");
  const find = file.statement<Row>("select body, last_used_at from api_key where site = ? and id = ?");
  const list = file.statement<Row>(
    "select body, last_used_at from api_key where site = ? order by created_at desc, id",
  );
  const used = file.statement(
    "update api_key set last_used_at = ? where site = ? and id = ? and coalesce(last_used_at, 0) < ?",
  );
  const remove = file.statement("delete from api_key where site = ? and id = ?");
  return {
    async add(key) {
      await file.write(() => add.run(key.siteId, key.id, key.createdAt, JSON.stringify(key)));
    },
    find: (siteId, id) =>
      file.read(() => {
        const row = find.first(siteId, id);
        return row && keyOf(row);
      }),
    list: (siteId) => file.read(() => list.all(siteId).map(keyOf)),
    async used(siteId, id, at) {
      await file.write(() => used.run(at, siteId, id, at));
    },
    remove: (siteId, id) => file.write(() => remove.run(siteId, id) === 1),
  };
}

function keyOf({ body, last_used_at }: Row): ApiKeyRecord {
  return { ...(JSON.parse(body) as ApiKeyRecord), lastUsedAt: last_used_at ?? undefined };
}
