import type { VerifiedIdentity, VisitorStore, VisitorToken } from "../../visitors/visitor-store.ts";
import type { SqliteFile } from "./file.ts";

interface Row {
  readonly body: string;
  readonly expires_at: number;
  readonly replaced_by: string | null;
}

export function sqliteVisitors(file: SqliteFile): VisitorStore {
  const find = file.statement<Row>(
    "select body, expires_at, replaced_by from visitor_token where site = ? and id = ?",
  );
  const add = file.statement(`
    insert into visitor_token (site, id, visitor, expires_at, replaced_by, body) values (?, ?, ?, ?, ?, ?)
    on conflict do nothing`);
  const extend = file.statement(
    "update visitor_token set expires_at = ? where site = ? and id = ? and expires_at < ?",
  );
  const replace = file.statement(`
    update visitor_token set replaced_by = ?
    where site = ? and id = ? and (replaced_by is null or replaced_by = ?)`);
  const identities = file.statement<{ readonly identity: string }>(`
    select json_extract(body, '$.identity') as identity from visitor_token
    where site = ? and visitor = ? and json_extract(body, '$.identity') is not null
    order by json_extract(body, '$.identity.verifiedAt'), id`);
  const forget = file.statement(
    "update visitor_token set body = json_remove(body, '$.identity') where site = ? and visitor = ?",
  );
  return {
    find: (siteId, id) =>
      file.read(() => {
        const row = find.first(siteId, id);
        if (!row) return undefined;
        const { body, expires_at, replaced_by } = row;
        const token = JSON.parse(body) as VisitorToken;
        return { ...token, expiresAt: expires_at, replacedBy: replaced_by ?? undefined };
      }),
    add: (token) =>
      file.write(() => {
        const { siteId, id, visitor, expiresAt, replacedBy } = token;
        return add.run(siteId, id, visitor, expiresAt, replacedBy ?? null, JSON.stringify(token)) === 1;
      }),
    async extend(siteId, id, expiresAt) {
      await file.write(() => extend.run(expiresAt, siteId, id, expiresAt));
    },
    replace: (siteId, id, by) => file.write(() => replace.run(by, siteId, id, by) === 1),
    identities: (siteId, visitor) =>
      file.read(() =>
        identities.all(siteId, visitor).map(({ identity }) => JSON.parse(identity) as VerifiedIdentity),
      ),
    async forget(siteId, visitor) {
      await file.write(() => forget.run(siteId, visitor));
    },
  };
}
