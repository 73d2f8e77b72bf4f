import type { VisitorMemory, VisitorRecord } from "../../memory/visitor-memory.ts";
import type { SqliteFile } from "./file.ts";

interface Body {
  readonly body: string;
}

export function sqliteMemory(file: SqliteFile): VisitorMemory {
  const load = file.statement<Body>("select body from memory where site = ? and visitor = ?");
  const add = file.statement(
    "insert into memory (site, visitor, v, due_at, body) values (?, ?, ?, ?, ?) on conflict do nothing",
  );
  const replace = file.statement(
    "update memory set v = ?, due_at = ?, body = ? where site = ? and visitor = ? and v = ?",
  );
  const erase = file.statement("delete from memory where site = ? and visitor = ? and v = ?");
  const due = file.statement<Body>(
    "select body from memory where site = ? and due_at <= ? order by due_at, visitor limit ?",
  );

  return {
    load: (siteId, visitor) =>
      file.read(() => {
        const row = load.first(siteId, visitor);
        return row && parsed(row);
      }),
    save: (record) =>
      file.write(() => {
        const { siteId, visitor, v, dueAt } = record;
        const body = JSON.stringify(record);
        const changed =
          v === 1
            ? add.run(siteId, visitor, v, dueAt, body)
            : replace.run(v, dueAt, body, siteId, visitor, v - 1);
        return changed === 1;
      }),
    erase: ({ siteId, visitor, v }) => file.write(() => erase.run(siteId, visitor, v) === 1),
    due: (siteId, now, limit) => file.read(() => due.all(siteId, now, limit).map(parsed)),
  };
}

function parsed({ body }: Body): VisitorRecord {
  return JSON.parse(body) as VisitorRecord;
}
