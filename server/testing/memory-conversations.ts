import { listed, readCursor } from "../stores/cursor.ts";
import {
  type Conversation,
  type ConversationStore,
  StaleConversationError,
  type TurnRecord,
} from "../stores/ports.ts";
import { earliestFirst, listedAt } from "../stores/sought.ts";

/** Conversations in this process's memory. Each call is over, for all that share it, before it returns its promise. */
export interface MemoryConversations extends ConversationStore {
  /** Keeps the conversation whatever is there: what a store without a version check would do. */
  overwrite(conversation: Conversation): void;
  /** Hears of each version that was kept, with the one before; undefined for the first. */
  watch(see: (before: Conversation | undefined, after: Conversation) => void): void;
}

interface Row {
  readonly siteId: string;
  readonly id: string;
  /** When its first clock and its first outbox item are due; most polls find nothing, and must not read it all for that. */
  readonly due: Readonly<Record<"clocks" | "outbox", number>>;
  readonly text: string;
  readonly leases: Map<"clocks" | "outbox", { readonly for: number; readonly until: number }>;
}

export function memoryConversations(): MemoryConversations {
  const rows = new Map<string, Row>();
  const archives = new Map<string, Map<number, string>>();
  const watchers: ((before: Conversation | undefined, after: Conversation) => void)[] = [];
  const keyOf = (siteId: string, id: string) => JSON.stringify([siteId, id]);
  const read = (key: string) => parsed(rows.get(key)?.text);
  const keep = (conversation: Conversation, before: Conversation | undefined) => {
    const key = keyOf(conversation.siteId, conversation.id);
    const { siteId, id, nextDueAt, nextTryAt } = conversation;
    const due = { clocks: nextDueAt ?? Infinity, outbox: nextTryAt ?? Infinity };
    const leases: Row["leases"] = rows.get(key)?.leases ?? new Map();
    rows.set(key, { siteId, id, due, text: JSON.stringify(conversation), leases });
    for (const see of watchers) see(before, conversation);
  };
  const ofSite = (siteId: string) =>
    [...rows.values()].filter((row) => row.siteId === siteId).map(({ text }) => parsedText(text));

  return {
    load: async (siteId, id) => read(keyOf(siteId, id)),
    create: async (conversation) => {
      const there = read(keyOf(conversation.siteId, conversation.id));
      if (!there) keep(conversation, undefined);
      return there ?? parsedText(JSON.stringify(conversation));
    },
    save: async (conversation) => {
      const { siteId, id, v } = conversation;
      const before = read(keyOf(siteId, id));
      if (before?.v !== v - 1) throw new StaleConversationError(id, v - 1);
      keep(conversation, before);
    },
    overwrite: (conversation) => {
      const before = read(keyOf(conversation.siteId, conversation.id));
      keep({ ...conversation, v: (before?.v ?? 0) + 1 }, before);
    },
    watch: (see) => void watchers.push(see),
    archive: async (siteId, id, turns) => {
      const archive = archives.get(keyOf(siteId, id)) ?? new Map<number, string>();
      archives.set(keyOf(siteId, id), archive);
      for (const turn of turns) if (!archive.has(turn.turn)) archive.set(turn.turn, JSON.stringify(turn));
    },
    archived: async (siteId, id, afterSeq) =>
      [...(archives.get(keyOf(siteId, id))?.values() ?? [])]
        .map((text) => JSON.parse(text) as TurnRecord)
        .filter((turn) => turn.seqTo > afterSeq)
        .sort((a, b) => a.turn - b.turn),
    dropArchive: async (siteId, id) => void archives.delete(keyOf(siteId, id)),
    lease: async (work, siteId, now, until, limit) => {
      const free = ({ due, leases }: Row) => {
        const lease = leases.get(work);
        return lease?.for !== due[work] || lease.until <= now;
      };
      const found = [...rows.values()].filter(
        (row) => row.siteId === siteId && row.due[work] <= now && free(row),
      );
      const taken = found.sort((a, b) => a.due[work] - b.due[work]).slice(0, limit);
      for (const { leases, due } of taken) leases.set(work, { for: due[work], until });
      return taken.map(({ id }) => id);
    },
    list: async ({ siteId, queue, owner, cursor, limit }) => {
      const sign = earliestFirst(queue) ? 1 : -1;
      const placeOf = (row: Conversation) => ({ at: listedAt(row), id: row.id });
      const after = cursor === undefined ? undefined : readCursor(cursor);
      const found = ofSite(siteId)
        .filter((one) => one.queue === queue && (owner === undefined || one.owner?.id === owner))
        .filter((one) => after === undefined || sign * compare(placeOf(one), after) > 0)
        .sort((a, b) => sign * compare(placeOf(a), placeOf(b)));
      return listed(found.slice(0, limit + 1), limit, placeOf);
    },
    overdue: async (work, siteId, now) => {
      const due = [...rows.values()].filter((row) => row.siteId === siteId).map((row) => row.due[work]);
      return Math.max(0, now - Math.min(Number.POSITIVE_INFINITY, ...due));
    },
    count: async (siteId, owner) => {
      const counts = { waiting: 0, mine: 0, team: 0, bot: 0, snoozed: 0, closed: 0 };
      for (const { queue, owner: whose } of ofSite(siteId)) {
        if (queue === "mine") counts.team++;
        if (queue !== "erased" && (queue !== "mine" || whose?.id === owner)) counts[queue]++;
      }
      return counts;
    },
    ofVisitor: async (siteId, visitor) =>
      ofSite(siteId)
        .filter((one) => one.visitor === visitor)
        .map(({ id }) => id)
        .sort()
        .slice(0, 1_000),
    unchanged: async ({ siteId, before, cursor, limit }) => {
      const placeOf = (row: Conversation) => ({ at: row.updatedAt, id: row.id });
      const after = cursor === undefined ? undefined : readCursor(cursor);
      const found = ofSite(siteId)
        .filter(({ queue, updatedAt }) => queue !== "erased" && updatedAt < before)
        .filter((one) => after === undefined || compare(placeOf(one), after) > 0)
        .sort((a, b) => compare(placeOf(a), placeOf(b)));
      return listed(found.slice(0, limit + 1), limit, placeOf);
    },
    dropErased: async (siteId, before) => {
      const gone = ofSite(siteId).filter(
        ({ queue, updatedAt, nextTryAt }) =>
          queue === "erased" && updatedAt < before && nextTryAt === undefined,
      );
      for (const { id } of gone) rows.delete(keyOf(siteId, id));
      return gone.length;
    },
  };
}

interface Place {
  readonly at: string;
  readonly id: string;
}

function compare(a: Place, b: Place): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

function parsed(text: string | undefined): Conversation | undefined {
  return text === undefined ? undefined : parsedText(text);
}

function parsedText(text: string): Conversation {
  return JSON.parse(text) as Conversation;
}
