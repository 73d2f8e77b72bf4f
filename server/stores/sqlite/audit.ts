import type { AuditEntry, AuditStore } from "../../audit/audit-store.ts";
import type { SqliteFile } from "./file.ts";

interface Body {
  readonly body: string;
}

/** Triggers of the table refuse to change or delete a line, whoever asks. */
export function sqliteAudit(file: SqliteFile): AuditStore {
  const last = file.statement<Body>("select body from audit where site = ? order by seq desc limit 1");
  const add = file.statement("insert into audit (site, seq, body) values (?, ?, ?) on conflict do nothing");
  const list = file.statement<Body>(
    "select body from audit where site = ? and seq < ? order by seq desc limit ?",
  );
  const from = file.statement<Body>("select body from audit where site = ? and seq > ? order by seq limit ?");
  return {
    last: (siteId) =>
      file.read(() => {
        const row = last.first(siteId);
        return row && parsed(row);
      }),
    add: (entry) => file.write(() => add.run(entry.siteId, entry.seq, JSON.stringify(entry)) === 1),
    list: (siteId, beforeSeq, limit) => file.read(() => list.all(siteId, beforeSeq, limit).map(parsed)),
    from: (siteId, afterSeq, limit) => file.read(() => from.all(siteId, afterSeq, limit).map(parsed)),
  };
}

function parsed({ body }: Body): AuditEntry {
  return JSON.parse(body) as AuditEntry;
}
