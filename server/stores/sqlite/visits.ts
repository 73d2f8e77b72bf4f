import type { Visit, VisitStore } from "../../live/visit-store.ts";
import type { SqliteFile } from "./file.ts";

interface Row {
  readonly body: string;
  readonly until: number;
}

export function sqliteVisits(file: SqliteFile): VisitStore {
  const say = file.statement(
    "insert or replace into visit (site, conversation, since, until, body) values (?, ?, ?, ?, ?)",
  );
  const of = file.statement<Row>("select body, until from visit where site = ? and conversation = ?");
  const here = file.statement<Row>(
    "select body, until from visit where site = ? and until > ? order by since desc, conversation limit ?",
  );
  const leave = file.statement(
    "update visit set until = ? where site = ? and conversation = ? and until > ?",
  );
  const forget = file.statement("delete from visit where site = ? and conversation = ?");
  const sweep = file.statement("delete from visit where site = ? and until < ?");
  return {
    async say(visit) {
      const { siteId, conversation, since, until } = visit;
      await file.write(() => say.run(siteId, conversation, since, until, JSON.stringify(visit)));
    },
    of: (siteId, conversation) => file.read(() => parsed(of.first(siteId, conversation))),
    here: (siteId, now, limit) =>
      file.read(() => here.all(siteId, now, limit).flatMap((row) => parsed(row) ?? [])),
    async leave(siteId, conversation, now) {
      await file.write(() => leave.run(now, siteId, conversation, now));
    },
    async forget(siteId, conversation) {
      await file.write(() => forget.run(siteId, conversation));
    },
    async sweep(siteId, before) {
      await file.write(() => sweep.run(siteId, before));
    },
  };
}

function parsed(row: Row | undefined): Visit | undefined {
  return row && { ...(JSON.parse(row.body) as Visit), until: row.until };
}
