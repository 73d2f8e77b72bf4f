import { trusted } from "mongoose";
import type { InviteRecord, PeopleStore, PersonRecord, SessionRecord } from "../../auth/people-store.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { Models } from "./models.ts";

export function mongoPeople({ people, sessions, invites }: Models): PeopleStore {
  return {
    add: (person) =>
      reach(async () => {
        const { siteId, id, email } = person;
        const document = { _id: keyOf(siteId, id), siteId, id, email, body: JSON.stringify(person) };
        if (await insertIfAbsent(people, document)) return true;
        // Servers differ in how they name the index, so ask what it was that was there.
        if ((await people.exists({ siteId, email })) !== null) return false;
        throw new Error(`there is a person with the id ${id} already`);
      }),
    update: (person) =>
      reach(async () => {
        const { siteId, id, email } = person;
        await people.updateOne({ _id: keyOf(siteId, id) }, { $set: { email, body: JSON.stringify(person) } });
      }),
    byId: (siteId, id) =>
      reach(async () => parsed<PersonRecord>(await people.findOne({ _id: keyOf(siteId, id) }, BODY).lean())),
    byEmail: (siteId, email) =>
      reach(async () => parsed<PersonRecord>(await people.findOne({ siteId, email }, BODY).lean())),
    list: (siteId) =>
      reach(async () => {
        const found = await people.find({ siteId }, BODY).sort({ email: 1 }).lean();
        return found.map(({ body }) => JSON.parse(body) as PersonRecord);
      }),
    putSession: (session) => reach(() => put(sessions, session)),
    extendSession: (session) =>
      reach(async () => {
        const { siteId, id, expiresAt } = session;
        const fields = { expiresAt, body: JSON.stringify(session) };
        await sessions.updateOne({ _id: keyOf(siteId, id) }, { $set: fields });
      }),
    session: (siteId, id) =>
      reach(async () =>
        parsed<SessionRecord>(await sessions.findOne({ _id: keyOf(siteId, id) }, BODY).lean()),
      ),
    endSession: (siteId, id) =>
      reach(async () => {
        await sessions.deleteOne({ _id: keyOf(siteId, id) });
      }),
    sessionsOf: (siteId, person) =>
      reach(async () => {
        const found = await sessions.find({ siteId, person }, BODY).lean();
        return found.map(({ body }) => JSON.parse(body) as SessionRecord);
      }),
    endSessions: (siteId, person, except) =>
      reach(async () => {
        const others = except === undefined ? {} : { _id: trusted({ $ne: keyOf(siteId, except) }) };
        await sessions.deleteMany({ siteId, person, ...others });
      }),
    putInvite: (invite) => reach(() => put(invites, invite)),
    invite: (siteId, id) =>
      reach(async () => parsed<InviteRecord>(await invites.findOne({ _id: keyOf(siteId, id) }, BODY).lean())),
    spendInvite: (siteId, id) =>
      reach(async () => (await invites.deleteOne({ _id: keyOf(siteId, id) })).deletedCount === 1),
    endInvites: (siteId, person) =>
      reach(async () => {
        await invites.deleteMany({ siteId, person });
      }),
    sweep: (siteId, now) =>
      reach(async () => {
        const over = { siteId, expiresAt: trusted({ $lte: now }) };
        const [first, second] = [await sessions.deleteMany(over), await invites.deleteMany(over)];
        return first.deletedCount + second.deletedCount;
      }),
  };
}

const BODY = { body: 1 } as const;

async function put(model: Models["sessions"], record: SessionRecord | InviteRecord): Promise<void> {
  const { siteId, id, person, expiresAt } = record;
  const fields = { person, expiresAt, body: JSON.stringify(record) };
  if (await insertIfAbsent(model, { _id: keyOf(siteId, id), siteId, ...fields })) return;
  await model.updateOne({ _id: keyOf(siteId, id) }, { $set: fields });
}

function parsed<T>(found: { readonly body: string } | null): T | undefined {
  return found === null ? undefined : (JSON.parse(found.body) as T);
}

function keyOf(siteId: string, id: string): string {
  return `${siteId}/${id}`;
}
