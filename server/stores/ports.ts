import type { Effect, Lead, Message, Reading, Talk } from "../../engine/index.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { ApiKeyStore } from "../auth/api-key-store.ts";
import type { PeopleStore } from "../auth/people-store.ts";
import type { TwoStepStore } from "../auth/two-step-store.ts";
import type { DeliveryStore, EndpointStore } from "../deliveries/delivery-store.ts";
import type { FileStore } from "../files/file-store.ts";
import type { DeskStore } from "../handoff/desk-store.ts";
import type { LineStore } from "../handoff/line-store.ts";
import type { InboxQuery } from "../inbox/inbox-query.ts";
import type { ShelfStore } from "../inbox/shelf-store.ts";
import type { Counters } from "../limits/counters.ts";
import type { VisitStore } from "../live/visit-store.ts";
import type { VisitorMemory } from "../memory/visitor-memory.ts";
import type { ChangeFeed } from "../nodes/change-feed.ts";
import type { PresenceStore } from "../nodes/presence-store.ts";
import type { VersionStore } from "../playbooks/version-store.ts";
import type { ResumeLinkStore } from "../resume/resume-link-store.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { SightingStore } from "../settings/sighting-store.ts";
import type { VerificationStore } from "../verify/verification-store.ts";
import type { VerifiedIdentity, VisitorStore } from "../visitors/visitor-store.ts";
import type { Page } from "../wire/visitor.ts";

/** One turn as it was taken, kept so that any conversation can be replayed. */
export interface TurnRecord {
  /** From 1, dense within a conversation. */
  readonly turn: number;
  /** `seq` of the first and the last message that the turn added; `seqTo` is `seqFrom - 1` when it added none. */
  readonly seqFrom: number;
  readonly seqTo: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The engine's event, as plain JSON. */
  readonly event: unknown;
  readonly reading: Reading | undefined;
  readonly messages: readonly Message[];
}

/** What a client id was answered, so that the same id again gets the same answer. */
export interface RecentAnswer {
  /** The client's id; those of reps are prefixed `rep:`. */
  readonly id: string;
  /** Hash of what was sent: the same id with other content is refused. */
  readonly hash: string;
  readonly turn: number;
  readonly seqFrom: number;
  readonly seqTo: number;
  readonly status: Talk["status"];
}

/** Something that the server still has to make happen. It goes when it was done, else is tried again later. */
export interface OutboxItem {
  /** Stable over retries: the other side may use it to apply the item once. */
  readonly id: string;
  readonly kind: "lead" | "memory" | "events" | "verify" | "erase" | "letter" | Effect["type"];
  readonly body: unknown;
  readonly tries: number;
  /** Milliseconds since 1970, UTC; undefined: a dead letter, kept for a person to look at. */
  readonly nextTryAt: number | undefined;
}

/** The lists of the inbox. `mine`: with a person, whoever it is. */
export type Queue = "waiting" | "mine" | "bot" | "snoozed" | "closed";

/** One conversation is one document, the only unit of atomicity. Plain JSON. */
export interface Conversation {
  readonly id: string;
  readonly siteId: string;
  /** Grows by one with each save; a save names the version that it replaces. */
  readonly v: number;
  /** SHA-256 of the visitor's token, hex. */
  readonly visitor: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly talk: Talk;
  readonly lead: Lead;
  /** Number of the last turn. */
  readonly turn: number;
  /** The last turns, oldest first; older ones are in the archive. */
  readonly turns: readonly TurnRecord[];
  /** The last 200 client ids. */
  readonly recent: readonly RecentAnswer[];
  /** When the first clock of the talk is due; undefined when none runs. */
  readonly nextDueAt: number | undefined;
  readonly outbox: readonly OutboxItem[];
  /** When the first outbox item is to be tried; undefined when there is none. */
  readonly nextTryAt: number | undefined;
  readonly owner: { readonly id: string; readonly name: string } | undefined;
  /** Grows with each change of owner. */
  readonly epoch: number;
  /** Where the inbox lists it; derived from the talk's status and the owner when saved. */
  readonly queue: Queue | "erased";
  readonly waitingSince: string | undefined;
  readonly answerBy: string | undefined;
  readonly note: string | undefined;
  /** What the playbook told colleagues (`tell:`), oldest first, the last 50. Missing in older conversations. */
  readonly notes?: readonly Note[];
  /** Set aside by its owner until then, ms since 1970; a message of the visitor brings it back before. Missing: it is not. */
  readonly snoozedUntil?: number | undefined;
  /** The owner has read up to this `seq`. Missing: nobody has. */
  readonly readSeq?: number | undefined;
  /** Ids of people whom a note mentions and who have not looked since. Missing: there are none. */
  readonly mentioned?: readonly string[];
  /** How often somebody did something with it that is no turn, such as a note. Missing: never. */
  readonly acts?: number;
  readonly page: Page;
  readonly campaign: { readonly [name: string]: string };
  /** What the site's server signed about the visitor; missing where it did not. */
  readonly identity?: VerifiedIdentity;
  /**
   * ISO 8601, UTC. Set: the conversation was erased, and this is only its tombstone, which keeps what comes late from bringing
   * it back. Nobody may see it: treat it as unknown.
   */
  readonly erasedAt?: string;
  /** Pages of the site that the visitor has opened since they began to talk, oldest first, the last 30. Missing: none. */
  readonly pages?: readonly VisitedPage[];
  /** IANA zone of the visitor's browser, such as "Europe/Berlin". Missing: not told. */
  readonly timeZone?: string;
  /** `seq` of a rep's message for which the visitor's chat is to open by itself. Missing: none. */
  readonly knock?: number;
  /** What became of a rep's words that the visitor did not wait for. Missing: there were none. */
  readonly mailed?: Mailed;
  /** An address whose owner has shown, by a link that was sent there, that it is theirs. Missing: none. */
  readonly verified?: VerifiedAddress | undefined;
}

/** A page of the company's site. What stands behind `?` and `#` is not kept. */
export interface VisitedPage {
  readonly path: string;
  /** Empty: it has none. */
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Mailed {
  /** `seq` of the last of a rep's messages that it is about. */
  readonly seq: number;
  /** sent: a letter is on its way. unverified: the address is not. no_address: none is known. off: no mail is set up. limited: too many. */
  readonly state: "sent" | "unverified" | "no_address" | "off" | "limited";
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface VerifiedAddress {
  readonly email: string;
  /** The lead that belongs to the address: that of the first conversation in which it was verified. */
  readonly lead: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A line to colleagues. The visitor never sees it. */
export interface Note {
  /** That of its outbox item. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Whom it is for; empty: everybody. */
  readonly team: string;
  readonly text: string;
  /** The person who wrote it. Missing: the playbook told it. */
  readonly by?: { readonly id: string; readonly name: string };
  /** Ids of people whom it mentions. Missing: nobody. */
  readonly mentions?: readonly string[];
}

/** Thrown by `save` when somebody else saved since the conversation was loaded: load again, take the turn again. */
export class StaleConversationError extends Error {
  override readonly name = "StaleConversationError";
  readonly code = "CONVERSATION_STALE";
  constructor(id: string, v: number) {
    super(`conversation ${id} has moved past version ${v}`);
  }
}

/** Thrown by every port when the store cannot be reached in time. The client is told to send the same id again. */
export class StoreAwayError extends Error {
  override readonly name = "StoreAwayError";
  readonly code = "STORE_AWAY";
}

/** Thrown by `list` for a cursor that no list gave. Cursors come back from clients, so this is theirs to mend. */
export class CursorError extends Error {
  override readonly name = "CursorError";
  readonly code = "CURSOR_UNKNOWN";
}

export interface Listed<T> {
  readonly rows: readonly T[];
  /** Opaque; undefined at the end. The row that it follows may have moved or gone since: the list goes on behind its place. */
  readonly next: string | undefined;
}

/** Where conversations live between turns. `describeConversationStore` is the last word on what an adapter does. */
export interface ConversationStore {
  load(siteId: string, id: string): Promise<Conversation | undefined>;
  /** Keeps a new conversation (`v` 1), unless one of that id is there: then that one is returned and nothing changes. */
  create(conversation: Conversation): Promise<Conversation>;
  /**
   * Replaces the conversation whose version is `conversation.v - 1`.
   *
   * @throws {StaleConversationError} when that version is no longer the current one; nothing changes.
   */
  save(conversation: Conversation): Promise<void>;
  /** Keeps turns for good, by conversation and turn number; the same turn again changes nothing. */
  archive(siteId: string, id: string, turns: readonly TurnRecord[]): Promise<void>;
  /** Archived turns whose messages reach past `afterSeq`, oldest first. */
  archived(siteId: string, id: string, afterSeq: number): Promise<readonly TurnRecord[]>;
  /** Erases all archived turns of the conversation, for visitors who want to be forgotten. */
  dropArchive(siteId: string, id: string): Promise<void>;
  /**
   * Takes a lease on conversations whose clock (`clocks`) or outbox item (`outbox`) is due at `now`, and gives their ids.
   * A lease only spares work: the conditional save is what makes a clock fire once. Longest overdue first.
   *
   * The lease is for the due time that was found: a save that moves `nextDueAt` (or `nextTryAt`) frees it, any other
   * save leaves it. So do all that is due at that time under one lease.
   *
   * @param until ms since 1970; the lease lapses then.
   */
  lease(
    work: "clocks" | "outbox",
    siteId: string,
    now: number,
    until: number,
    limit: number,
  ): Promise<readonly string[]>;
  /**
   * One queue of the inbox; `waiting`: oldest wait first, `snoozed`: the first to come back first, all others newest change
   * first. `owner` only with `mine`.
   *
   * @throws {CursorError}
   */
  list(query: {
    readonly siteId: string;
    readonly queue: Queue;
    readonly owner?: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<Listed<Conversation>>;
  /** By how many ms the oldest due clock, or outbox item, of all conversations is late; 0 when none is. */
  overdue(work: "clocks" | "outbox", siteId: string, now: number): Promise<number>;
  /** How many stand in each queue; `mine` counts those of `owner`, `team` those of all. */
  count(siteId: string, owner: string): Promise<Record<Queue | "team", number>>;
  /** Ids of the visitor's conversations, at most 1,000. */
  ofVisitor(siteId: string, visitor: string): Promise<readonly string[]>;
  /**
   * Conversations, and no tombstones, that did not change since `before`: the longest unchanged first.
   *
   * @param query.before ISO 8601, UTC
   * @throws {CursorError}
   */
  unchanged(query: {
    readonly siteId: string;
    readonly before: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<Listed<Conversation>>;
  /** Removes tombstones from before a time (ISO 8601, UTC) whose outbox is empty. @returns how many. */
  dropErased(siteId: string, before: string): Promise<number>;
}

/** Finds conversations. `describeInboxSearch` is the last word on what an adapter does. */
export interface InboxSearch {
  /**
   * Newest change first. Words are found that a visitor or a rep said (no private answers), of names, company and address,
   * and of notes; also where they were said long ago.
   *
   * @throws {CursorError}
   */
  search(query: InboxQuery): Promise<Listed<Conversation>>;
  /** How many conversations have a note that mentions the person and that they did not look at since. */
  mentions(siteId: string, person: string): Promise<number>;
}

/** A lead as it is kept: its own record, written from the outbox, so that a crash between the two heals. */
export interface LeadRecord {
  /** The conversation's id, until the address is verified. */
  readonly id: string;
  readonly siteId: string;
  readonly conversation: string;
  readonly playbook: string;
  readonly version: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /**
   * Turn that wrote it; an older one never overwrites a newer one. Once the address is verified several conversations
   * may write the lead: then ms since 1970.
   */
  readonly turn: number;
  readonly lead: Lead;
  /** The address was verified. Missing: not. */
  readonly verified?: true;
  /** What earlier conversations of the same verified address said. Missing: there are none. */
  readonly earlier?: EarlierLead;
  readonly page: Page;
  readonly campaign: { readonly [name: string]: string };
  /** What a rep reads in a list. */
  readonly name: string;
  readonly email: string | undefined;
  readonly company: string | undefined;
  /** What the site's server signed about the visitor; missing where it did not. `email` is theirs then. */
  readonly identity?: VerifiedIdentity;
}

export interface EarlierLead {
  /** Ids, the last first. */
  readonly conversations: readonly string[];
  readonly answers: Lead["answers"];
  readonly fields: Lead["fields"];
  readonly tags: Lead["tags"];
}

export interface LeadStore {
  /** Keeps the lead by `{ siteId, id }`, unless one from a later turn is there. The first `createdAt` stays. */
  put(lead: LeadRecord): Promise<void>;
  load(siteId: string, id: string): Promise<LeadRecord | undefined>;
  /** The lead is gone, for good. */
  remove(siteId: string, id: string): Promise<void>;
  /**
   * Newest change first. `search` is looked for, ignoring case, in name, e-mail, company, playbook and outcome;
   * its first 200 characters count.
   *
   * @throws {CursorError}
   */
  list(query: {
    readonly siteId: string;
    readonly search?: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<Listed<LeadRecord>>;
  /** Other leads with the same address, ignoring case: the 50 that changed last, newest first. */
  sameAddress(siteId: string, email: string, except: string): Promise<readonly LeadRecord[]>;
  /** All leads with the address, ignoring case: at most 1,000. */
  ofAddress(siteId: string, email: string): Promise<readonly LeadRecord[]>;
  /**
   * Erases the lead, whether it was kept or not, and leaves a tombstone with nothing but id and time: a `put` that comes
   * late changes nothing, and nobody finds it.
   *
   * @param at ISO 8601, UTC
   */
  erase(siteId: string, id: string, at: string): Promise<void>;
  /** Removes tombstones from before a time (ISO 8601, UTC). @returns how many. */
  dropErased(siteId: string, before: string): Promise<number>;
}

/** All ports of one store, opened and closed together. */
export interface Stores {
  readonly conversations: ConversationStore;
  readonly leads: LeadStore;
  readonly people: PeopleStore;
  readonly versions: VersionStore;
  readonly files: FileStore;
  readonly memory: VisitorMemory;
  readonly counters: Counters;
  readonly twoSteps: TwoStepStore;
  readonly apiKeys: ApiKeyStore;
  readonly audit: AuditStore;
  readonly visitors: VisitorStore;
  readonly deliveries: DeliveryStore;
  readonly endpoints: EndpointStore;
  readonly verifications: VerificationStore;
  readonly changes: ChangeFeed;
  readonly presence: PresenceStore;
  readonly inboxSearch: InboxSearch;
  readonly shelf: ShelfStore;
  readonly visits: VisitStore;
  readonly resumeLinks: ResumeLinkStore;
  readonly desks: DeskStore;
  readonly line: LineStore;
  readonly settings: SettingsStore;
  readonly sightings: SightingStore;
  /** Resolves when the store answers; for `/readyz`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
