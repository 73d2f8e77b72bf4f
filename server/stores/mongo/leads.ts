import { trusted } from "mongoose";
import { listed, readCursor } from "../cursor.ts";
import type { LeadRecord, LeadStore } from "../ports.ts";
import { addressKey, leadText, searchText } from "../sought.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { LeadDocument, Models } from "./models.ts";

export function mongoLeads({ leads }: Models): LeadStore {
  return {
    put: (lead) =>
      reach(async () => {
        const _id = keyOf(lead.siteId, lead.id);
        const older = { _id, turn: trusted({ $lte: lead.turn }), erasedAt: null };
        const { siteId, id, createdAt } = lead;
        const replaced = await leads.updateOne(older, { $set: fields(lead) });
        if (replaced.matchedCount === 1) return;
        if (await insertIfAbsent(leads, { _id, siteId, id, createdAt, erasedAt: null, ...fields(lead) }))
          return;
        // Now one is there for certain: from a later turn, or from an older one that came between.
        await leads.updateOne(older, { $set: fields(lead) });
      }),
    load: (siteId, id) =>
      reach(async () => {
        const found = await leads.findOne({ _id: keyOf(siteId, id), erasedAt: null }, READ).lean();
        return found === null ? undefined : parsed(found);
      }),
    remove: (siteId, id) =>
      reach(async () => {
        await leads.deleteOne({ _id: keyOf(siteId, id) });
      }),
    list: ({ siteId, search, cursor, limit }) =>
      reach(async () => {
        const sought = searchText(search ?? "");
        const found = await leads
          .find(
            {
              siteId,
              erasedAt: null,
              ...(sought !== "" && { text: trusted({ $regex: escaped(sought) }) }),
              ...(cursor !== undefined && { $or: beyond(cursor) }),
            },
            READ,
          )
          .sort({ updatedAt: -1, id: -1 })
          .limit(limit + 1)
          .lean();
        return listed(found.map(parsed), limit, (row) => ({ at: row.updatedAt, id: row.id }));
      }),
    sameAddress: (siteId, email, except) =>
      reach(async () => {
        const found = await leads
          .find({ siteId, address: addressKey(email), id: trusted({ $ne: except }) }, READ)
          .sort({ updatedAt: -1, id: -1 })
          .limit(50)
          .lean();
        return found.map(parsed);
      }),
    ofAddress: (siteId, email) =>
      reach(async () => {
        const found = await leads
          .find({ siteId, address: addressKey(email) }, READ)
          .sort({ updatedAt: -1, id: -1 })
          .limit(1_000)
          .lean();
        return found.map(parsed);
      }),
    erase: (siteId, id, at) =>
      reach(async () => {
        const _id = keyOf(siteId, id);
        const tombstone = { ...EMPTY, createdAt: at, updatedAt: at, erasedAt: at };
        if (await insertIfAbsent(leads, { _id, siteId, id, ...tombstone })) return;
        await leads.updateOne({ _id, erasedAt: null }, { $set: tombstone });
      }),
    dropErased: (siteId, before) =>
      reach(async () => {
        const old = { siteId, erasedAt: trusted({ $lt: before }) };
        return (await leads.deleteMany(old)).deletedCount;
      }),
  };
}

/** What a tombstone holds besides its id and its times: nothing. */
const EMPTY = {
  turn: 0,
  address: null,
  text: "",
  name: "",
  email: null,
  company: null,
  playbook: "",
  score: 0,
  grade: null,
  outcome: null,
  body: "{}",
} as const;

const READ = { body: 1, createdAt: 1 } as const;

function fields(lead: LeadRecord) {
  const { turn, updatedAt, name, email, company, playbook } = lead;
  return {
    turn,
    updatedAt,
    address: email === undefined ? null : addressKey(email),
    text: leadText(lead),
    name,
    email: email ?? null,
    company: company ?? null,
    playbook,
    score: lead.lead.score,
    grade: lead.lead.grade ?? null,
    outcome: lead.lead.outcome ?? null,
    body: JSON.stringify(lead),
  };
}

function parsed({ body, createdAt }: Pick<LeadDocument, "body" | "createdAt">): LeadRecord {
  return { ...(JSON.parse(body) as LeadRecord), createdAt };
}

function beyond(cursor: string) {
  const { at, id } = readCursor(cursor);
  return [{ updatedAt: trusted({ $lt: at }) }, { updatedAt: at, id: trusted({ $lt: id }) }];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|#\s/-]/g, "\\$&");
}

function keyOf(siteId: string, id: string): string {
  return `${siteId}/${id}`;
}
