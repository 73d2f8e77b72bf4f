import type { InboxQuery } from "../../inbox/inbox-query.ts";
import { listed, readCursor } from "../cursor.ts";
import type { Conversation, InboxSearch } from "../ports.ts";
import { behindAll } from "../sought.ts";
import type { Cell, SqliteFile } from "./file.ts";

export function sqliteInboxSearch(file: SqliteFile): InboxSearch {
  const mentions = file.statement<{ readonly n: number }>(
    "select count(*) as n from conversation where site = ? and mentioned is not null and instr(mentioned, ?) > 0",
  );
  return {
    search: (query) =>
      file.read(() => {
        const conditions = conditionsOf(query);
        const where = conditions.map(({ sql }) => sql).join(" and ");
        const found = file
          .statement<{ readonly body: string }>(
            `select body from conversation where ${where} order by updated_at desc, id desc limit ?`,
          )
          .all(...conditions.flatMap(({ cells }) => cells), query.limit + 1);
        const rows = found.map(({ body }) => JSON.parse(body) as Conversation);
        return listed(rows, query.limit, (row) => ({ at: row.updatedAt, id: row.id }));
      }),
    mentions: (siteId, person) => file.read(() => mentions.first(siteId, between(person))?.n ?? 0),
  };
}

interface Condition {
  readonly sql: string;
  readonly cells: readonly Cell[];
}

function conditionsOf(query: InboxQuery): readonly Condition[] {
  const { siteId, queue, owner, mentioned, scores, grade, page, playbook, team, words, cursor } = query;
  const is = (column: string, value: string | undefined): readonly Condition[] =>
    value === undefined ? [] : [{ sql: `${column} = ?`, cells: [value] }];
  return [
    { sql: "site = ? and queue <> 'erased'", cells: [siteId] },
    ...is("queue", queue),
    ...is("owner", owner),
    ...is("grade", grade),
    ...is("playbook", playbook),
    ...is("team", team),
    ...scores.map(({ is: sign, than }) => ({ sql: `score ${sign} ?`, cells: [than] })),
    ...(page === undefined ? [] : [{ sql: "page >= ? and page < ?", cells: [page, behindAll(page)] }]),
    ...(mentioned === undefined
      ? []
      : [{ sql: "mentioned is not null and instr(mentioned, ?) > 0", cells: [between(mentioned)] }]),
    ...words.map((word) => ({
      sql: "id in (select conversation from conversation_word where site = ? and word >= ? and word < ?)",
      cells: [siteId, word, behindAll(word)],
    })),
    ...(cursor === undefined ? [] : [after(cursor)]),
  ];
}

function after(cursor: string): Condition {
  const { at, id } = readCursor(cursor);
  return { sql: "(updated_at, id) < (?, ?)", cells: [at, id] };
}

/** As the column holds them. */
function between(person: string): string {
  return ` ${person} `;
}
