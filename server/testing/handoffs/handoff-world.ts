import { createHash } from "node:crypto";
import { compilePlaybook, readPlaybook, readSite, type Site } from "../../../engine/index.ts";
import type { PersonRecord } from "../../auth/people-store.ts";
import type { DeskRecord } from "../../handoff/desk-store.ts";
import { type Desks, makeDesks } from "../../handoff/desks.ts";
import { makeRouting, type Routing } from "../../handoff/routing.ts";
import type { Log } from "../../log.ts";
import { type Conversation, type LeadStore, StoreAwayError } from "../../stores/ports.ts";
import { listedAt } from "../../stores/sought.ts";
import { makeBus } from "../../turns/bus.ts";
import { makeLanes } from "../../turns/lanes.ts";
import { makePresence, type Presence } from "../../turns/presence.ts";
import type { TurnSetting } from "../../turns/take.ts";
import { type HandClock, handClock } from "../hand-clock.ts";
import { type MemoryConversations, memoryConversations } from "../memory-conversations.ts";

const PLAYBOOK = `
playbook: handoffs
talk:
  start:
    - handoff: sales
      message: One moment.
      answer_within: 90 seconds
      while_waiting: [{ after: 20 seconds, say: Still looking. }]
      if_nobody: [{ say: Nobody is there. }, { end: nobody }]
      when_back: [{ say: The bot again. }, { end: helped }]
`;
const SITE = `
teams: { sales: { limit: 6 } }
handoff: { person_for: 15 seconds, team_for: 20 seconds, reply_within: 30 seconds, transfer_within: 20 seconds }
`;
const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One server process over the store that all share. What runs in it is the server's own code. */
export interface HandoffNode {
  readonly turns: TurnSetting & { readonly desks: Desks };
  readonly routing: Routing;
  alive(): boolean;
  /** It reaches nothing any more; what was under way in it comes to nothing. */
  kill(): void;
}

export interface HandoffWorld {
  readonly clock: HandClock;
  /** All that wait for a person or have one, the longest wait first. */
  open(): readonly Conversation[];
  readonly store: MemoryConversations;
  readonly site: Site;
  readonly presence: Presence;
  readonly people: readonly PersonRecord[];
  readonly playbook: ReturnType<typeof compilePlaybook>;
  startNode(): HandoffNode;
}

/** @param ownerCheck false: the store keeps whatever comes last, as one without a conditional write would. */
export function handoffWorld(reps: number, ownerCheck: boolean): HandoffWorld {
  const clock = handClock();
  const store = memoryConversations();
  const found = new Map<string, Conversation>();
  const byVisitor = new Map<string, Set<string>>();
  store.watch((_before, after) => {
    byVisitor.set(after.visitor, (byVisitor.get(after.visitor) ?? new Set()).add(after.id));
    if (after.queue === "waiting" || after.queue === "mine") found.set(after.id, after);
    else found.delete(after.id);
  });
  const open = () => [...found.values()].sort((a, b) => (listedAt(a) < listedAt(b) ? -1 : 1));
  /** A thousand conversations are not read anew for each look at the line. */
  const list: MemoryConversations["list"] = async ({ queue }) => ({
    rows: open().filter((one) => one.queue === queue),
    next: undefined,
  });
  const { site } = readSite(SITE, "site.yml");
  const { playbook: read } = readPlaybook(PLAYBOOK, "handoffs.playbook.yml");
  if (!site || !read) throw new Error("the world is wrong");
  const playbook = compilePlaybook(read, createHash("sha256").update(PLAYBOOK).digest("hex"));
  const presence = makePresence();
  const people = Array.from({ length: reps }, (_, n) => personOf(site.id, n));
  const desks = new Map<string, DeskRecord>();
  const ofVisitor: MemoryConversations["ofVisitor"] = async (_site, visitor) => [
    ...(byVisitor.get(visitor) ?? []),
  ];
  const world = { clock, store, open, site, presence, people, playbook };

  const startNode = (): HandoffNode => {
    let running = true;
    const reached = reachable(
      { ...store, list, ofVisitor, ...(!ownerCheck && { save: overwriting(store) }) },
      () => running,
    );
    const around = {
      people: { list: async () => people },
      desks: {
        all: async () => [...desks.values()],
        change: async (_site: string, desk: DeskRecord) =>
          void desks.set(desk.person, { ...desks.get(desk.person), ...desk }),
      },
      line: { ahead: async () => 0, loads: async () => loadsIn(open()) },
    };
    const turns: TurnSetting = {
      conversations: reached,
      playbooks: {
        site: () => site,
        services: () => new Map(),
        live: () => [playbook],
        version: async () => playbook,
      },
      presence,
      bus: makeBus(),
      lanes: makeLanes(),
      timekeeper: clock,
      log: SILENT,
      nudge: () => undefined,
    };
    const made = makeDesks({ ...around, presence, site: () => site, timekeeper: clock });
    const leads = { ofAddress: async () => [] } as unknown as LeadStore;
    return {
      turns: { ...turns, desks: made },
      routing: makeRouting({ ...turns, leads, desks: made }),
      alive: () => running,
      kill: () => {
        running = false;
      },
    };
  };
  return { ...world, startNode };
}

function personOf(siteId: string, n: number): PersonRecord {
  return {
    id: `rep-${n}`,
    siteId,
    email: `rep-${n}@example.com`,
    name: `Rep ${n}`,
    role: "rep",
    passwordHash: "x",
    createdAt: "2026-06-01T09:00:00.000Z",
  };
}

function overwriting(store: MemoryConversations): MemoryConversations["save"] {
  return async (conversation: Conversation) => store.overwrite(conversation);
}

function loadsIn(rows: readonly Conversation[]): ReadonlyMap<string, number> {
  const loads = new Map<string, number>();
  for (const { owner } of rows) if (owner) loads.set(owner.id, (loads.get(owner.id) ?? 0) + 1);
  return loads;
}

/** Every call of a process that was killed fails, also those whose answer was on its way. */
function reachable<T extends object>(store: T, running: () => boolean): T {
  const cut = new StoreAwayError("the process is gone");
  return new Proxy(store, {
    get: (target, name, receiver) => {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== "function") return method;
      return async (...args: readonly unknown[]) => {
        if (!running()) throw cut;
        const answer: unknown = await Reflect.apply(method, target, args);
        if (!running()) throw cut;
        return answer;
      };
    },
  });
}
