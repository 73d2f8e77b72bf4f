import type { Conversation, ConversationStore } from "../../stores/ports.ts";
import { StaleConversationError, StoreAwayError } from "../../stores/ports.ts";
import type { MemoryConversations } from "../memory-conversations.ts";
import type { Schedule } from "./schedule.ts";

/** What may go wrong on the way between a node and the store, and how often it did. */
export interface Trouble {
  /** False once the world is to come to rest. */
  readonly on: () => boolean;
  readonly counts: Counts;
}

/** The node at one end of a way, and the places on it where a fault may be wanted. */
export interface NodeEnd {
  alive(): boolean;
  crash(): void;
  /** Called at each place; what it says happens there. */
  trip(point: string): Tripped;
}

export type Tripped = "fail" | "crash" | undefined;

export interface Counts {
  conflicts: number;
  refused: number;
  timeoutsAfterCommit: number;
  crashes: number;
  resent: number;
  lostOnTheWay: number;
}

export const NO_COUNTS: Counts = {
  conflicts: 0,
  refused: 0,
  timeoutsAfterCommit: 0,
  crashes: 0,
  resent: 0,
  lostOnTheWay: 0,
};

/**
 * The store as one node reaches it: with delay, sometimes not at all, and sometimes it did what was asked while the node
 * hears that it is away. What was sent arrives also when the node has died meanwhile; the answer then reaches nobody.
 */
export function farStore(
  near: MemoryConversations,
  schedule: Schedule,
  trouble: Trouble,
  node: NodeEnd,
): ConversationStore {
  const { counts } = trouble;
  const delay = () =>
    trouble.on() && schedule.chance(0.08) ? schedule.between(200, 1_500) : schedule.between(0, 8);
  const reach = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!node.alive()) return;
      const answer = (run: () => void) => schedule.after(delay(), () => void (node.alive() && run()));
      const away = () => reject(new StoreAwayError("the simulated store is away"));
      const wanted = tripped(node, `${name} before`);
      if (wanted === "crash") return;
      if (wanted === "fail" || (trouble.on() && schedule.chance(0.015))) {
        counts.refused++;
        return answer(away);
      }
      schedule.after(delay(), () => {
        const forgotten = trouble.on() && schedule.chance(0.015);
        if (forgotten) counts.timeoutsAfterCommit++;
        work().then(
          (result) => {
            const wanted = node.alive() ? tripped(node, `${name} after`) : undefined;
            answer(forgotten || wanted === "fail" ? away : () => resolve(result));
          },
          (error: Error) => {
            if (error instanceof StaleConversationError) counts.conflicts++;
            answer(() => reject(error));
          },
        );
      });
    });
  return {
    load: (siteId, id) => reach("load", () => near.load(siteId, id)),
    create: (conversation) => reach("create", () => near.create(conversation)),
    save: (conversation) =>
      reach("save", async () => {
        if (trouble.on() && schedule.chance(0.02))
          throw new StaleConversationError(conversation.id, conversation.v - 1);
        await near.save(conversation);
      }),
    archive: (siteId, id, turns) => reach("archive", () => near.archive(siteId, id, turns)),
    archived: (siteId, id, afterSeq) => reach("archived", () => near.archived(siteId, id, afterSeq)),
    dropArchive: (siteId, id) => reach("dropArchive", () => near.dropArchive(siteId, id)),
    lease: (...wanted) => reach("lease", () => near.lease(...wanted)),
    list: (query) => reach("list", () => near.list(query)),
    overdue: (...wanted) => reach("overdue", () => near.overdue(...wanted)),
    count: (siteId, owner) => reach("count", () => near.count(siteId, owner)),
    ofVisitor: (siteId, visitor) => reach("ofVisitor", () => near.ofVisitor(siteId, visitor)),
    unchanged: (query) => reach("unchanged", () => near.unchanged(query)),
    dropErased: (siteId, before) => reach("dropErased", () => near.dropErased(siteId, before)),
  };
}

/** A node that crashes here hears nothing more. */
export function tripped(node: NodeEnd, point: string): Tripped {
  const wanted = node.trip(point);
  if (wanted === "crash") node.crash();
  return wanted;
}

/** A fault that is built into the nodes on purpose: the simulator has to find it. */
export const PLANTED = [
  "no dedupe",
  "no version check",
  "timer without fence",
  "outbox without id",
  "claim without version check",
] as const;
export type Planted = (typeof PLANTED)[number];

/** The store with the fault in it, before distance is put between it and the node. */
export function plantedStore(near: MemoryConversations, planted: Planted | undefined): MemoryConversations {
  const overwrite = async (conversation: Conversation) => near.overwrite(conversation);
  const changed = async (
    loaded: Promise<Conversation | undefined>,
    change: (one: Conversation) => Conversation,
  ) => {
    const one = await loaded;
    return one && change(one);
  };
  switch (planted) {
    case "no dedupe":
      return { ...near, load: (...key) => changed(near.load(...key), (one) => ({ ...one, recent: [] })) };
    case "no version check":
      return { ...near, save: overwrite };
    case "timer without fence":
      return {
        ...near,
        save: (next) => (lastEvent(next) === "clock" ? overwrite(next) : near.save(next)),
        lease: (work, siteId, now, _until, limit) => near.lease(work, siteId, now, now, limit),
      };
    case "claim without version check":
      return {
        ...near,
        save: (next) => (lastEvent(next) === "rep_joined" ? overwrite(next) : near.save(next)),
      };
    case "outbox without id":
      return { ...near, load: (...key) => changed(near.load(...key), renamedCalls) };
    case undefined:
      return near;
  }
}

/** Of the turn that made this version; undefined when no turn did. */
function lastEvent({ turns, turn }: Conversation): string | undefined {
  const last = turns.at(-1);
  return last?.turn === turn ? (last.event as { readonly type: string }).type : undefined;
}

function renamedCalls(conversation: Conversation): Conversation {
  const outbox = conversation.outbox.map((item) =>
    item.kind === "call" ? { ...item, id: `${item.id}/${conversation.v}` } : item,
  );
  return { ...conversation, outbox };
}
