import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach } from "@jest/globals";
import type { Lead } from "../../engine/index.ts";
import type { InviteRecord, PersonRecord, SessionRecord } from "../auth/people-store.ts";
import type { VersionRecord } from "../playbooks/version-store.ts";
import type { Conversation, LeadRecord, Stores, TurnRecord } from "./ports.ts";

/** Two nodes that share one empty store. `close` closes both and leaves nothing behind. */
export interface OpenStores {
  readonly nodes: readonly [Stores, Stores];
  close(): Promise<void>;
}

/** Two nodes for the tests of a group, and a site of its own for each of them. */
export function onTwoNodes(open: () => Promise<OpenStores>): {
  readonly one: Stores;
  readonly two: Stores;
  readonly site: string;
} {
  let opened: OpenStores | undefined;
  let site = "";
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(() => {
    site = newSite();
  });
  const node = (index: 0 | 1): Stores => {
    if (!opened) throw new Error("the stores are not open yet");
    return opened.nodes[index];
  };
  return {
    get one() {
      return node(0);
    },
    get two() {
      return node(1);
    },
    get site() {
      return site;
    },
  };
}

/** Tests share a store, never a site. */
export function newSite(): string {
  return `site-${randomBytes(6).toString("hex")}`;
}

export const aLead: Lead = {
  answers: [{ name: "team.size", called: "team size", value: 80, source: "asked" }],
  fields: { "team.size": 80, $where: "sleep(9999)", goals: ["a", "b"] },
  score: 45,
  grade: "warm",
  receipt: [{ because: "80 people", add: 45, counted: true }],
  tags: [],
  outcome: "qualified",
  uniqueBy: undefined,
};

export function aTurn(turn: number, changes: Partial<TurnRecord> = {}): TurnRecord {
  const at = "2026-11-23T09:00:00.000Z";
  return {
    turn,
    seqFrom: turn,
    seqTo: turn,
    at,
    event: { type: "message", text: "zero \0, half a pair \ud83d, whole 🙂" },
    reading: undefined,
    messages: [{ seq: turn, from: "visitor", at, text: "hello" }],
    ...changes,
  };
}

/** Holds what has broken stores before: names with dots and dollars, `__proto__`, zero characters, half a surrogate pair. */
export function aConversation(siteId: string, id: string, changes: Partial<Conversation> = {}): Conversation {
  return {
    id,
    siteId,
    v: 1,
    visitor: "ab".repeat(32),
    createdAt: "2026-11-23T09:00:00.000Z",
    updatedAt: "2026-11-23T09:00:00.000Z",
    talk: {
      playbook: "demo",
      version: "f00",
      snapshot: {
        value: "ask.name",
        context: JSON.parse('{"a.b":1,"$set":{"v":9},"__proto__":{"admin":true},"none":null}') as unknown,
      },
      seq: 1,
      status: "bot",
      outcome: undefined,
      reason: undefined,
      step: "start",
      clocks: [],
      rung: [],
      heard: 0,
      team: undefined,
    },
    lead: aLead,
    turn: 1,
    turns: [aTurn(1)],
    recent: [{ id: "client-1", hash: "h", turn: 1, seqFrom: 1, seqTo: 1, status: "bot" }],
    nextDueAt: undefined,
    outbox: [],
    nextTryAt: undefined,
    owner: undefined,
    epoch: 0,
    queue: "bot",
    waitingSince: undefined,
    answerBy: undefined,
    note: undefined,
    page: { url: "https://example.com/pricing" },
    campaign: { "utm.source": "news", $gt: "" },
    ...changes,
  };
}

export function aLeadRecord(siteId: string, id: string, changes: Partial<LeadRecord> = {}): LeadRecord {
  return {
    id,
    siteId,
    conversation: id,
    playbook: "demo",
    version: "f00",
    createdAt: "2026-11-23T09:00:00.000Z",
    updatedAt: "2026-11-23T09:00:00.000Z",
    turn: 3,
    lead: aLead,
    page: { url: "https://example.com/pricing" },
    campaign: { "utm.source": "news" },
    name: "Ada Lovelace",
    email: "ada@example.com",
    company: undefined,
    ...changes,
  };
}

export function aPerson(siteId: string, id: string, changes: Partial<PersonRecord> = {}): PersonRecord {
  return {
    id,
    siteId,
    email: `${id}@example.com`,
    name: "Rita",
    role: "rep",
    passwordHash: undefined,
    createdAt: "2026-11-23T09:00:00.000Z",
    ...changes,
  };
}

export function aSession(siteId: string, id: string): SessionRecord {
  return { id, siteId, person: "p1", csrf: "c", expiresAt: 1_795_000_000_000 };
}

export function anInvite(siteId: string, id: string): InviteRecord {
  return { id, siteId, person: "p1", expiresAt: 1_795_000_000_000 };
}

export function aVersion(siteId: string, playbook: string, hash: string): VersionRecord {
  const file = `${playbook}.playbook.yml`;
  return {
    siteId,
    playbook,
    hash,
    file,
    text: `playbook: ${playbook}\n`,
    publishedAt: "2026-11-23T09:00:00.000Z",
  };
}

/** Starts an act `times` times before any of them ends, on one node and the other by turns. */
export function atOnce<Node, T>(
  nodes: readonly [Node, Node],
  times: number,
  act: (node: Node, n: number) => Promise<T>,
): readonly Promise<T>[] {
  return Array.from({ length: times }, (_, n) => act(nodes[n % 2 === 0 ? 0 : 1], n));
}

/** All pages of a list, each of them. */
export async function pagesOf<T>(
  list: (
    cursor: string | undefined,
  ) => Promise<{ readonly rows: readonly T[]; readonly next: string | undefined }>,
): Promise<readonly (readonly T[])[]> {
  const pages: (readonly T[])[] = [];
  let cursor: string | undefined;
  do {
    const { rows, next } = await list(cursor);
    pages.push(rows);
    cursor = next;
  } while (cursor !== undefined);
  return pages;
}
