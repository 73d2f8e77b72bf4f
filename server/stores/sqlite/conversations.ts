import { listed, readCursor } from "../cursor.ts";
import {
  type Conversation,
  type ConversationStore,
  type Queue,
  StaleConversationError,
  type TurnRecord,
} from "../ports.ts";
import { earliestFirst, freshWords, listedAt, soughtBy } from "../sought.ts";
import type { Cell, SqliteFile } from "./file.ts";

interface Body {
  readonly body: string;
}

export function sqliteConversations(file: SqliteFile): ConversationStore {
  const load = file.statement<Body>("select body from conversation where site = ? and id = ?");
  const create = file.statement(`
    insert into conversation
      (site, id, v, queue, owner, listed_at, visitor, updated_at, next_due_at, next_try_at, changed_at,
        score, grade, page, playbook, team, mentioned, body)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict do nothing`);
  const save = file.statement(`
    update conversation
    set v = ?, queue = ?, owner = ?, listed_at = ?, visitor = ?, updated_at = ?, next_due_at = ?, next_try_at = ?,
      changed_at = ?, score = ?, grade = ?, page = ?, playbook = ?, team = ?, mentioned = ?, body = ?
    where site = ? and id = ? and v = ?`);
  const addWord = file.statement(
    "insert into conversation_word (site, word, conversation) values (?, ?, ?) on conflict do nothing",
  );
  const dropWords = file.statement("delete from conversation_word where site = ? and conversation = ?");
  const keepWords = (conversation: Conversation) => {
    const { siteId, id, queue } = conversation;
    if (queue === "erased") dropWords.run(siteId, id);
    for (const word of freshWords(conversation)) addWord.run(siteId, word, id);
  };
  const archive = file.statement(`
    insert into turn (site, conversation, turn, seq_to, body) values (?, ?, ?, ?, ?)
    on conflict do nothing`);
  const archived = file.statement<Body>(`
    select body from turn where site = ? and conversation = ? and seq_to > ? order by turn`);
  const dropArchive = file.statement("delete from turn where site = ? and conversation = ?");
  const count = file.statement<{ readonly queue: Queue; readonly n: number }>(`
    select queue, count(*) as n from conversation where site = ? and queue <> 'erased' group by queue`);
  const countMine = file.statement<{ readonly n: number }>(
    "select count(*) as n from conversation where site = ? and owner = ? and queue = 'mine'",
  );
  const ofVisitor = file.statement<{ readonly id: string }>(
    "select id from conversation where site = ? and visitor = ? order by id limit 1000",
  );
  const unchanged = file.statement<Body>(`
    select body from conversation
    where site = ? and updated_at < ? and (updated_at, id) > (?, ?) and queue <> 'erased'
    order by updated_at, id limit ?`);
  const dropErased = file.statement(`
    delete from conversation where site = ? and queue = 'erased' and updated_at < ? and next_try_at is null`);
  const leases = {
    clocks: leaseStatements(file, "next_due_at", "clocks_lease"),
    outbox: leaseStatements(file, "next_try_at", "outbox_lease"),
  };

  return {
    load: (siteId, id) => file.read(() => parsed(load.first(siteId, id))),
    create: (conversation) =>
      file.write(() => {
        const { siteId, id } = conversation;
        const kept = create.run(siteId, id, ...cells(conversation)) === 1;
        if (kept) keepWords(conversation);
        return kept ? conversation : (parsed(load.first(siteId, id)) ?? conversation);
      }),
    async save(conversation) {
      const { siteId, id, v } = conversation;
      const kept = await file.write(() => {
        const saved = save.run(...cells(conversation), siteId, id, v - 1) === 1;
        if (saved) keepWords(conversation);
        return saved;
      });
      if (!kept) throw new StaleConversationError(id, v - 1);
    },
    archive: (siteId, id, turns) =>
      file.write(() => {
        for (const turn of turns) archive.run(siteId, id, turn.turn, turn.seqTo, JSON.stringify(turn));
      }),
    archived: (siteId, id, afterSeq) =>
      file.read(() => archived.all(siteId, id, afterSeq).map(({ body }) => JSON.parse(body) as TurnRecord)),
    async dropArchive(siteId, id) {
      await file.write(() => dropArchive.run(siteId, id));
    },
    async lease(work, siteId, now, until, limit) {
      const { due, take } = leases[work];
      // Most polls find nothing: they must not take the write lock.
      const some = await file.read(() => due.first(siteId, now, now));
      if (some === undefined) return [];
      const taken = await file.write(() => take.all(until, siteId, now, now, limit));
      return taken.toSorted((a, b) => a.due - b.due).map(({ id }) => id);
    },
    list: (query) =>
      file.read(() => {
        const { sql, values } = listQuery(query);
        const rows = file
          .statement<Body>(sql)
          .all(...values)
          .map(({ body }) => JSON.parse(body) as Conversation);
        return listed(rows, query.limit, (row) => ({ at: listedAt(row), id: row.id }));
      }),
    overdue: (work, siteId, now) =>
      file.read(() => Math.max(0, now - (leases[work].first.first(siteId)?.at ?? now))),
    count: (siteId, owner) =>
      file.read(() => {
        const counts = { waiting: 0, mine: 0, bot: 0, snoozed: 0, closed: 0 };
        for (const { queue, n } of count.all(siteId)) counts[queue] = n;
        return { ...counts, team: counts.mine, mine: countMine.first(siteId, owner)?.n ?? 0 };
      }),
    ofVisitor: (siteId, visitor) => file.read(() => ofVisitor.all(siteId, visitor).map(({ id }) => id)),
    unchanged: ({ siteId, before, cursor, limit }) =>
      file.read(() => {
        const from = cursor === undefined ? { at: "", id: "" } : readCursor(cursor);
        const found = unchanged.all(siteId, before, from.at, from.id, limit + 1);
        const rows = found.map(({ body }) => JSON.parse(body) as Conversation);
        return listed(rows, limit, (row) => ({ at: row.updatedAt, id: row.id }));
      }),
    dropErased: (siteId, before) => file.write(() => dropErased.run(siteId, before)),
  };
}

function cells(conversation: Conversation): readonly Cell[] {
  const { v, queue, owner, visitor, updatedAt, nextDueAt, nextTryAt } = conversation;
  const body = JSON.stringify(conversation);
  const found = [owner?.id ?? null, listedAt(conversation), visitor, updatedAt];
  const { score, grade, page, playbook, team, mentioned } = soughtBy(conversation);
  // Between blanks, so that no id is found within another.
  const mentions = mentioned.length > 0 ? ` ${mentioned.join(" ")} ` : null;
  const sought = [score, grade, page, playbook, team, mentions];
  return [v, queue, ...found, nextDueAt ?? null, nextTryAt ?? null, Date.parse(updatedAt), ...sought, body];
}

function parsed(row: Body | undefined): Conversation | undefined {
  return row && (JSON.parse(row.body) as Conversation);
}

function leaseStatements(
  file: SqliteFile,
  due: "next_due_at" | "next_try_at",
  lease: "clocks_lease" | "outbox_lease",
) {
  const free = `site = ? and ${due} <= ? and (${lease}_for is not ${due} or ${lease}_until <= ?)`;
  return {
    first: file.statement<{ readonly at: number | null }>(
      `select min(${due}) as at from conversation where site = ? and ${due} is not null`,
    ),
    due: file.statement(`select 1 from conversation where ${free} limit 1`),
    take: file.statement<{ readonly id: string; readonly due: number }>(`
      update conversation set ${lease}_for = ${due}, ${lease}_until = ?
      where rowid in (select rowid from conversation where ${free} order by ${due} limit ?)
      returning id, ${due} as due`),
  };
}

function listQuery({ siteId, queue, owner, cursor, limit }: Parameters<ConversationStore["list"]>[0]) {
  const ascending = earliestFirst(queue);
  const where = ["site = ?", "queue = ?"];
  const values: Cell[] = [siteId, queue];
  if (owner !== undefined) {
    where.push("owner = ?");
    values.push(owner);
  }
  if (cursor !== undefined) {
    const { at, id } = readCursor(cursor);
    where.push(`(listed_at, id) ${ascending ? ">" : "<"} (?, ?)`);
    values.push(at, id);
  }
  const order = ascending ? "listed_at, id" : "listed_at desc, id desc";
  values.push(limit + 1);
  return {
    sql: `select body from conversation where ${where.join(" and ")} order by ${order} limit ?`,
    values,
  };
}
