import type { InviteRecord, PeopleStore, PersonRecord, SessionRecord } from "../../auth/people-store.ts";
import type { Cell, SqliteFile, Statement } from "./file.ts";

interface Body {
  readonly body: string;
}

export function sqlitePeople(file: SqliteFile): PeopleStore {
  const add = file.statement(`
    insert into person (site, id, email, body) values (?, ?, ?, ?)
    on conflict (site, email) do nothing`);
  const update = file.statement("update person set email = ?, body = ? where site = ? and id = ?");
  const byId = file.statement<Body>("select body from person where site = ? and id = ?");
  const byEmail = file.statement<Body>("select body from person where site = ? and email = ?");
  const list = file.statement<Body>("select body from person where site = ? order by email");
  const putSession = file.statement(
    "insert or replace into session (site, id, person, expires_at, body) values (?, ?, ?, ?, ?)",
  );
  const extendSession = file.statement(
    "update session set expires_at = ?, body = ? where site = ? and id = ?",
  );
  const session = file.statement<Body>("select body from session where site = ? and id = ?");
  const endSession = file.statement("delete from session where site = ? and id = ?");
  const sessionsOf = file.statement<Body>("select body from session where site = ? and person = ?");
  const endSessions = file.statement("delete from session where site = ? and person = ? and id <> ?");
  const putInvite = file.statement(
    "insert or replace into invite (site, id, person, expires_at, body) values (?, ?, ?, ?, ?)",
  );
  const endInvites = file.statement("delete from invite where site = ? and person = ?");
  const oldSessions = file.statement("delete from session where site = ? and expires_at <= ?");
  const oldInvites = file.statement("delete from invite where site = ? and expires_at <= ?");
  const invite = file.statement<Body>("select body from invite where site = ? and id = ?");
  const spendInvite = file.statement("delete from invite where site = ? and id = ?");

  function find<T>(statement: Statement<Body>, siteId: string, key: string): Promise<T | undefined> {
    return file.read(() => {
      const row = statement.first(siteId, key);
      return row && (JSON.parse(row.body) as T);
    });
  }

  return {
    add: (person) =>
      file.write(() => add.run(person.siteId, person.id, person.email, JSON.stringify(person)) === 1),
    async update(person) {
      await file.write(() => update.run(person.email, JSON.stringify(person), person.siteId, person.id));
    },
    byId: (siteId, id) => find<PersonRecord>(byId, siteId, id),
    byEmail: (siteId, email) => find<PersonRecord>(byEmail, siteId, email),
    list: (siteId) => file.read(() => list.all(siteId).map(({ body }) => JSON.parse(body) as PersonRecord)),
    async putSession(record) {
      await file.write(() => putSession.run(...linked(record)));
    },
    async extendSession(record) {
      const { siteId, id, expiresAt } = record;
      await file.write(() => extendSession.run(expiresAt, JSON.stringify(record), siteId, id));
    },
    session: (siteId, id) => find<SessionRecord>(session, siteId, id),
    async endSession(siteId, id) {
      await file.write(() => endSession.run(siteId, id));
    },
    sessionsOf: (siteId, person) =>
      file.read(() => sessionsOf.all(siteId, person).map(({ body }) => JSON.parse(body) as SessionRecord)),
    async endSessions(siteId, person, except) {
      await file.write(() => endSessions.run(siteId, person, except ?? ""));
    },
    async putInvite(record) {
      await file.write(() => putInvite.run(...linked(record)));
    },
    invite: (siteId, id) => find<InviteRecord>(invite, siteId, id),
    spendInvite: (siteId, id) => file.write(() => spendInvite.run(siteId, id) === 1),
    async endInvites(siteId, person) {
      await file.write(() => endInvites.run(siteId, person));
    },
    sweep: (siteId, now) => file.write(() => oldSessions.run(siteId, now) + oldInvites.run(siteId, now)),
  };
}

function linked(record: SessionRecord | InviteRecord): readonly Cell[] {
  return [record.siteId, record.id, record.person, record.expiresAt, JSON.stringify(record)];
}
