import { trusted } from "mongoose";
import { listed, readCursor } from "../cursor.ts";
import {
  type Conversation,
  type ConversationStore,
  type Queue,
  StaleConversationError,
  type TurnRecord,
} from "../ports.ts";
import { earliestFirst, freshWords, listedAt, soughtBy } from "../sought.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { ConversationDocument, Models } from "./models.ts";

export function mongoConversations({ conversations, turns }: Models): ConversationStore {
  async function load(siteId: string, id: string): Promise<Conversation | undefined> {
    const found = await conversations.findOne({ _id: keyOf(siteId, id) }, { body: 1 }).lean();
    return found === null ? undefined : parsed(found);
  }

  return {
    load: (siteId, id) => reach(() => load(siteId, id)),
    create: (conversation) =>
      reach(async () => {
        const { siteId, id } = conversation;
        const noLease = {
          clocksLeaseFor: null,
          clocksLeaseUntil: null,
          outboxLeaseFor: null,
          outboxLeaseUntil: null,
        };
        const words = freshWords(conversation);
        const document = { _id: keyOf(siteId, id), siteId, id, ...fields(conversation), words, ...noLease };
        const kept = await insertIfAbsent(conversations, document);
        return kept ? conversation : ((await load(siteId, id)) ?? conversation);
      }),
    async save(conversation) {
      const { siteId, id, v } = conversation;
      const saved = await reach(() =>
        conversations.updateOne({ _id: keyOf(siteId, id), v: v - 1 }, changed(conversation)),
      );
      if (saved.matchedCount !== 1) throw new StaleConversationError(id, v - 1);
    },
    archive: (siteId, id, records) =>
      reach(async () => {
        await Promise.all(
          records.map((record) => {
            const { turn, seqTo } = record;
            const body = JSON.stringify(record);
            const _id = `${keyOf(siteId, id)}/${turn}`;
            return insertIfAbsent(turns, { _id, siteId, conversation: id, turn, seqTo, body });
          }),
        );
      }),
    archived: (siteId, id, afterSeq) =>
      reach(async () => {
        const found = await turns
          .find({ siteId, conversation: id, seqTo: trusted({ $gt: afterSeq }) }, { body: 1 })
          .sort({ turn: 1 })
          .lean();
        return found.map(({ body }) => JSON.parse(body) as TurnRecord);
      }),
    dropArchive: (siteId, id) =>
      reach(async () => {
        await turns.deleteMany({ siteId, conversation: id });
      }),
    lease: (work, ...rest) => reach(() => lease(conversations, LEASES[work], ...rest)),
    list: ({ siteId, queue, owner, cursor, limit }) =>
      reach(async () => {
        const direction = earliestFirst(queue) ? 1 : -1;
        const found = await conversations
          .find(
            {
              siteId,
              queue,
              ...(owner !== undefined && { ownerId: owner }),
              ...(cursor !== undefined && { $or: beyond(cursor, direction === 1 ? "$gt" : "$lt") }),
            },
            { body: 1 },
          )
          .sort({ listedAt: direction, id: direction })
          .limit(limit + 1)
          .lean();
        return listed(found.map(parsed), limit, (row) => ({ at: listedAt(row), id: row.id }));
      }),
    overdue: (work, siteId, now) =>
      reach(async () => {
        const { due } = LEASES[work];
        const first = await conversations
          .findOne({ siteId, [due]: trusted({ $lte: now }) }, { body: 0 })
          .sort({ [due]: 1 })
          .lean();
        return Math.max(0, now - (first?.[due] ?? now));
      }),
    count: (siteId, owner) =>
      reach(async () => {
        const [found, mine] = await Promise.all([
          conversations.aggregate<{ _id: Queue; n: number }>([
            { $match: { siteId, queue: { $in: ["waiting", "mine", "bot", "snoozed", "closed"] } } },
            { $group: { _id: "$queue", n: { $sum: 1 } } },
          ]),
          conversations.countDocuments({ siteId, ownerId: owner, queue: "mine" }),
        ]);
        const counts = { waiting: 0, mine: 0, bot: 0, snoozed: 0, closed: 0 };
        for (const { _id, n } of found) counts[_id] = n;
        return { ...counts, team: counts.mine, mine };
      }),
    ofVisitor: (siteId, visitor) =>
      reach(async () => {
        const found = await conversations
          .find({ siteId, visitor }, { id: 1 })
          .sort({ id: 1 })
          .limit(1_000)
          .lean();
        return found.map(({ id }) => id);
      }),
    unchanged: ({ siteId, before, cursor, limit }) =>
      reach(async () => {
        const found = await conversations
          .find(
            {
              siteId,
              updatedAt: trusted({ $lt: before }),
              queue: trusted({ $ne: "erased" }),
              ...(cursor !== undefined && { $or: after(cursor) }),
            },
            { body: 1 },
          )
          .sort({ updatedAt: 1, id: 1 })
          .limit(limit + 1)
          .lean();
        return listed(found.map(parsed), limit, (row) => ({ at: row.updatedAt, id: row.id }));
      }),
    dropErased: (siteId, before) =>
      reach(async () => {
        const old = { siteId, queue: "erased", updatedAt: trusted({ $lt: before }), nextTryAt: null };
        return (await conversations.deleteMany(old)).deletedCount;
      }),
  };
}

const LEASES = {
  clocks: { due: "nextDueAt", leaseFor: "clocksLeaseFor", leaseUntil: "clocksLeaseUntil" },
  outbox: { due: "nextTryAt", leaseFor: "outboxLeaseFor", leaseUntil: "outboxLeaseUntil" },
} as const;

async function lease(
  conversations: Models["conversations"],
  { due, leaseFor, leaseUntil }: (typeof LEASES)[keyof typeof LEASES],
  siteId: string,
  now: number,
  until: number,
  limit: number,
): Promise<readonly string[]> {
  const found = await conversations
    .find(
      {
        siteId,
        [due]: trusted({ $lte: now }),
        $expr: trusted({ $or: [{ $ne: [`$${leaseFor}`, `$${due}`] }, { $lte: [`$${leaseUntil}`, now] }] }),
      },
      { body: 0 },
    )
    .sort({ [due]: 1 })
    .limit(limit)
    .lean();
  const taken = await Promise.all(
    found.map(async (row) => {
      // Only from the very lease that was read: of two pollers, one finds it changed.
      const free = {
        _id: row._id,
        [due]: row[due],
        [leaseFor]: row[leaseFor],
        [leaseUntil]: row[leaseUntil],
      };
      const { matchedCount } = await conversations.updateOne(free, {
        $set: { [leaseFor]: row[due], [leaseUntil]: until },
      });
      return matchedCount === 1;
    }),
  );
  return found.filter((_, index) => taken[index]).map(({ id }) => id);
}

function beyond(cursor: string, operator: "$gt" | "$lt") {
  const { at, id } = readCursor(cursor);
  return [{ listedAt: trusted({ [operator]: at }) }, { listedAt: at, id: trusted({ [operator]: id }) }];
}

function after(cursor: string) {
  const { at, id } = readCursor(cursor);
  return [{ updatedAt: trusted({ $gt: at }) }, { updatedAt: at, id: trusted({ $gt: id }) }];
}

/** Words are only added, until the conversation is erased. */
function changed(conversation: Conversation) {
  if (conversation.queue === "erased") return { $set: { ...fields(conversation), words: [] } };
  return { $set: fields(conversation), $addToSet: { words: { $each: [...freshWords(conversation)] } } };
}

function fields(conversation: Conversation) {
  const { v, queue, owner, visitor, updatedAt, nextDueAt, nextTryAt, talk, notes, acts } = conversation;
  return {
    ...soughtBy(conversation),
    v,
    queue,
    ownerId: owner?.id ?? null,
    listedAt: listedAt(conversation),
    visitor,
    updatedAt,
    nextDueAt: nextDueAt ?? null,
    nextTryAt: nextTryAt ?? null,
    changedAt: Date.parse(updatedAt),
    seq: talk.seq,
    status: talk.status,
    notes: notes?.length ?? 0,
    acts: acts ?? 0,
    body: JSON.stringify(conversation),
  };
}

function parsed({ body }: Pick<ConversationDocument, "body">): Conversation {
  return JSON.parse(body) as Conversation;
}

function keyOf(siteId: string, id: string): string {
  return `${siteId}/${id}`;
}
