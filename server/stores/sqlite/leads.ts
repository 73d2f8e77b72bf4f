import { listed, readCursor } from "../cursor.ts";
import type { LeadRecord, LeadStore } from "../ports.ts";
import { addressKey, leadText, searchText } from "../sought.ts";
import type { Cell, SqliteFile } from "./file.ts";

interface Row {
  readonly body: string;
  readonly created_at: string;
}

export function sqliteLeads(file: SqliteFile): LeadStore {
  const put = file.statement(`
    insert into lead (site, id, turn, created_at, updated_at, address, text, body) values (?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (site, id) do update
    set turn = excluded.turn, updated_at = excluded.updated_at, address = excluded.address,
      text = excluded.text, body = excluded.body
    where excluded.turn >= lead.turn and lead.erased_at is null`);
  const load = file.statement<Row>(
    "select body, created_at from lead where site = ? and id = ? and erased_at is null",
  );
  const remove = file.statement("delete from lead where site = ? and id = ?");
  const same = file.statement<Row>(`
    select body, created_at from lead where site = ? and address = ? and id <> ?
    order by updated_at desc, id desc limit 50`);
  const ofAddress = file.statement<Row>(`
    select body, created_at from lead where site = ? and address = ? order by updated_at desc, id desc limit 1000`);
  const erase = file.statement(`
    insert into lead (site, id, turn, created_at, updated_at, address, text, body, erased_at)
    values (?1, ?2, 0, ?3, ?3, null, '', '{}', ?3)
    on conflict (site, id) do update
    set turn = 0, created_at = ?3, updated_at = ?3, address = null, text = '', body = '{}', erased_at = ?3
    where erased_at is null`);
  const dropErased = file.statement("delete from lead where site = ? and erased_at < ?");

  return {
    async put(lead) {
      const { siteId, id, turn, createdAt, updatedAt, email } = lead;
      const address = email === undefined ? null : addressKey(email);
      const cells = [siteId, id, turn, createdAt, updatedAt, address, leadText(lead), JSON.stringify(lead)];
      await file.write(() => put.run(...cells));
    },
    load: (siteId, id) =>
      file.read(() => {
        const row = load.first(siteId, id);
        return row && parsed(row);
      }),
    async remove(siteId, id) {
      await file.write(() => remove.run(siteId, id));
    },
    list: (query) =>
      file.read(() => {
        const { sql, values } = listQuery(query);
        const rows = file
          .statement<Row>(sql)
          .all(...values)
          .map(parsed);
        return listed(rows, query.limit, (row) => ({ at: row.updatedAt, id: row.id }));
      }),
    sameAddress: (siteId, email, except) =>
      file.read(() => same.all(siteId, addressKey(email), except).map(parsed)),
    ofAddress: (siteId, email) => file.read(() => ofAddress.all(siteId, addressKey(email)).map(parsed)),
    async erase(siteId, id, at) {
      await file.write(() => erase.run(siteId, id, at));
    },
    dropErased: (siteId, before) => file.write(() => dropErased.run(siteId, before)),
  };
}

function parsed({ body, created_at }: Row): LeadRecord {
  return { ...(JSON.parse(body) as LeadRecord), createdAt: created_at };
}

function listQuery({ siteId, search, cursor, limit }: Parameters<LeadStore["list"]>[0]) {
  const where = ["site = ?", "erased_at is null"];
  const values: Cell[] = [siteId];
  const sought = searchText(search ?? "");
  if (sought !== "") {
    where.push("text like ? escape '\\'");
    values.push(`%${sought.replace(/[\\%_]/g, "\\$&")}%`);
  }
  if (cursor !== undefined) {
    const { at, id } = readCursor(cursor);
    where.push("(updated_at, id) < (?, ?)");
    values.push(at, id);
  }
  values.push(limit + 1);
  const sql = `select body, created_at from lead where ${where.join(" and ")} order by updated_at desc, id desc limit ?`;
  return { sql, values };
}
