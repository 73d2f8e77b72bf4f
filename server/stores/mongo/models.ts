import { type Connection, type Model, Schema, type SchemaDefinition } from "mongoose";

/**
 * `body` is the whole record as JSON text: answers, facts and campaigns are named by visitors and pages, and a name
 * with a dot or a dollar in it is no field name. Beside it stands what is looked up by.
 */
export interface Kept {
  /** The site and the id, so that a shard key can follow the site. */
  readonly _id: string;
  readonly siteId: string;
  readonly body: string;
}

export interface ConversationDocument extends Kept {
  readonly id: string;
  readonly v: number;
  readonly queue: string;
  readonly ownerId: string | null;
  readonly listedAt: string;
  readonly visitor: string | null;
  readonly updatedAt: string | null;
  readonly nextDueAt: number | null;
  readonly nextTryAt: number | null;
  /** Null in documents of older releases, as are those below it. */
  readonly changedAt: number | null;
  readonly seq: number | null;
  readonly status: string | null;
  readonly notes: number | null;
  readonly acts: number | null;
  readonly score: number | null;
  readonly grade: string | null;
  readonly page: string | null;
  readonly playbook: string | null;
  readonly team: string | null;
  /** Ids of people. */
  readonly mentioned: readonly string[];
  readonly words: readonly string[];
  /** The due time that a lease was taken for, and when it lapses; ms since 1970. */
  readonly clocksLeaseFor: number | null;
  readonly clocksLeaseUntil: number | null;
  readonly outboxLeaseFor: number | null;
  readonly outboxLeaseUntil: number | null;
}

export interface TurnDocument extends Kept {
  readonly conversation: string;
  readonly turn: number;
  readonly seqTo: number;
}

export interface LeadDocument extends Kept {
  readonly id: string;
  readonly turn: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly address: string | null;
  readonly text: string;
  /** Null, or missing in older leads: it is no tombstone. */
  readonly erasedAt: string | null;
  // For people and reports that read the collection; never read back.
  readonly name: string;
  readonly email: string | null;
  readonly company: string | null;
  readonly playbook: string;
  readonly score: number;
  readonly grade: string | null;
  readonly outcome: string | null;
}

export interface PersonDocument extends Kept {
  readonly id: string;
  readonly email: string;
}

export interface VersionDocument extends Kept {
  readonly playbook: string;
  readonly hash: string;
}

export interface MemoryDocument extends Kept {
  readonly v: number;
  /** ms since 1970. */
  readonly dueAt: number;
}

export interface LiveDocument {
  readonly _id: string;
  readonly siteId: string;
  readonly playbook: string;
  readonly hash: string;
}

/** How often something was done in a window of time. `_id` is the counter's key. */
export interface CounterDocument {
  readonly _id: string;
  readonly count: number;
  /** ms since 1970 */
  readonly endsAt: number;
}

/** Sessions and one-time links. */
export interface PassDocument extends Kept {
  readonly person: string;
  readonly expiresAt: number;
}

export interface TwoStepDocument extends Kept {
  readonly v: number;
}

export interface ApiKeyDocument extends Kept {
  readonly createdAt: string;
  readonly lastUsedAt: number;
}

export interface AuditDocument extends Kept {
  readonly seq: number;
}

export interface VisitorTokenDocument extends Kept {
  readonly visitor: string;
  readonly expiresAt: number;
  readonly replacedBy: string | null;
}

export interface PresenceDocument extends Kept {
  readonly node: string;
  /** ms since 1970. */
  readonly until: number;
}

export interface ShelfDocument extends Kept {
  readonly v: number;
}

interface DeskDocument {
  readonly _id: string;
  readonly siteId: string;
  readonly person: string;
  readonly stance?: string | null;
  readonly activeAt?: number | null;
  readonly askedAt?: number | null;
}

export interface Models {
  readonly shelf: Model<ShelfDocument>;
  readonly twoSteps: Model<TwoStepDocument>;
  readonly apiKeys: Model<ApiKeyDocument>;
  readonly audit: Model<AuditDocument>;
  readonly visitorTokens: Model<VisitorTokenDocument>;
  readonly conversations: Model<ConversationDocument>;
  readonly turns: Model<TurnDocument>;
  readonly leads: Model<LeadDocument>;
  readonly people: Model<PersonDocument>;
  readonly sessions: Model<PassDocument>;
  readonly invites: Model<PassDocument>;
  readonly versions: Model<VersionDocument>;
  readonly live: Model<LiveDocument>;
  readonly memory: Model<MemoryDocument>;
  readonly counters: Model<CounterDocument>;
  readonly presence: Model<PresenceDocument>;
  readonly desks: Model<DeskDocument>;
}

export const text = { type: String, required: true } as const;
// `required` refuses the empty text too.
export const anyText = { type: String, default: "" } as const;
export const number = { type: Number, required: true } as const;
export const noText = { type: String, default: null } as const;
export const noNumber = { type: Number, default: null } as const;
export const kept = { _id: text, siteId: text, body: text };

export function makeModels(connection: Connection): Models {
  const conversation = shape<ConversationDocument>({
    ...kept,
    id: text,
    v: number,
    queue: text,
    ownerId: noText,
    listedAt: text,
    visitor: noText,
    updatedAt: noText,
    nextDueAt: noNumber,
    nextTryAt: noNumber,
    changedAt: noNumber,
    seq: noNumber,
    status: noText,
    notes: noNumber,
    acts: noNumber,
    score: noNumber,
    grade: noText,
    page: noText,
    playbook: noText,
    team: noText,
    mentioned: [String],
    words: [String],
    clocksLeaseFor: noNumber,
    clocksLeaseUntil: noNumber,
    outboxLeaseFor: noNumber,
    outboxLeaseUntil: noNumber,
  });
  conversation.index({ siteId: 1, queue: 1, listedAt: 1, id: 1 });
  conversation.index({ siteId: 1, ownerId: 1, queue: 1, listedAt: 1, id: 1 });
  conversation.index({ siteId: 1, visitor: 1 });
  conversation.index({ siteId: 1, updatedAt: 1, id: 1 });
  conversation.index(
    { siteId: 1, nextDueAt: 1 },
    { partialFilterExpression: { nextDueAt: { $type: "number" } } },
  );
  conversation.index(
    { siteId: 1, nextTryAt: 1 },
    { partialFilterExpression: { nextTryAt: { $type: "number" } } },
  );

  conversation.index({ siteId: 1, changedAt: 1, id: 1 });
  conversation.index({ siteId: 1, words: 1 });
  conversation.index({ siteId: 1, mentioned: 1 });
  conversation.index({ siteId: 1, score: 1 });
  conversation.index({ siteId: 1, page: 1 });

  const turn = shape<TurnDocument>({ ...kept, conversation: text, turn: number, seqTo: number });
  turn.index({ siteId: 1, conversation: 1, turn: 1 });

  const lead = shape<LeadDocument>({
    ...kept,
    id: text,
    turn: number,
    createdAt: text,
    updatedAt: text,
    address: noText,
    text: anyText,
    erasedAt: noText,
    name: anyText,
    email: noText,
    company: noText,
    playbook: anyText,
    score: number,
    grade: noText,
    outcome: noText,
  });
  lead.index({ siteId: 1, updatedAt: -1, id: -1 });
  lead.index({ siteId: 1, address: 1, updatedAt: -1 });

  const person = shape<PersonDocument>({ ...kept, id: text, email: text });
  person.index({ siteId: 1, email: 1 }, { unique: true });

  const version = shape<VersionDocument>({ ...kept, playbook: text, hash: text });
  version.index({ siteId: 1, hash: 1 });

  const live = shape<LiveDocument>({ _id: text, siteId: text, playbook: text, hash: text });
  live.index({ siteId: 1, playbook: 1 });

  const memory = shape<MemoryDocument>({ ...kept, v: number, dueAt: number });
  memory.index({ siteId: 1, dueAt: 1 });
  const counter = shape<CounterDocument>({ _id: text, count: number, endsAt: number });
  counter.index({ endsAt: 1 });

  const apiKey = shape<ApiKeyDocument>({
    ...kept,
    createdAt: text,
    lastUsedAt: { type: Number, default: 0 },
  });
  apiKey.index({ siteId: 1, createdAt: -1 });

  const audit = shape<AuditDocument>({ ...kept, seq: number });
  audit.index({ siteId: 1, seq: -1 });

  const visitorToken = shape<VisitorTokenDocument>({
    ...kept,
    visitor: text,
    expiresAt: number,
    replacedBy: noText,
  });
  visitorToken.index({ siteId: 1, visitor: 1 });
  const presence = shape<PresenceDocument>({ ...kept, node: text, until: number });
  presence.index({ siteId: 1, until: 1 });
  const desk = shape<DeskDocument>({
    _id: text,
    siteId: text,
    person: text,
    stance: noText,
    activeAt: noNumber,
    askedAt: noNumber,
  });
  desk.index({ siteId: 1 });

  return {
    shelf: connection.model<ShelfDocument>("Shelf", shape({ ...kept, v: number }), "shelf"),
    conversations: connection.model<ConversationDocument>("Conversation", conversation, "conversations"),
    turns: connection.model<TurnDocument>("Turn", turn, "turns"),
    leads: connection.model<LeadDocument>("Lead", lead, "leads"),
    people: connection.model<PersonDocument>("Person", person, "people"),
    sessions: connection.model<PassDocument>("Session", pass(), "sessions"),
    invites: connection.model<PassDocument>("Invite", pass(), "invites"),
    twoSteps: connection.model<TwoStepDocument>("TwoStep", shape({ ...kept, v: number }), "two_steps"),
    apiKeys: connection.model<ApiKeyDocument>("ApiKey", apiKey, "api_keys"),
    audit: connection.model<AuditDocument>("Audit", audit, "audit"),
    visitorTokens: connection.model<VisitorTokenDocument>("VisitorToken", visitorToken, "visitor_tokens"),
    versions: connection.model<VersionDocument>("Version", version, "versions"),
    live: connection.model<LiveDocument>("LiveVersion", live, "live_versions"),
    memory: connection.model<MemoryDocument>("VisitorMemory", memory, "visitor_memories"),
    counters: connection.model<CounterDocument>("Counter", counter, "counters"),
    presence: connection.model<PresenceDocument>("NodePresence", presence, "node_presence"),
    desks: connection.model<DeskDocument>("Desk", desk, "desks"),
  };
}

function pass(): Schema<PassDocument> {
  const schema = shape<PassDocument>({
    ...kept,
    // Those of older releases have neither.
    person: anyText,
    expiresAt: { type: Number, default: 0 },
  });
  schema.index({ siteId: 1, person: 1 });
  schema.index({ siteId: 1, expiresAt: 1 });
  return schema;
}

export function shape<T>(fields: SchemaDefinition): Schema<T> {
  return new Schema<T>(fields as SchemaDefinition<T>, { strict: "throw", versionKey: false, id: false });
}
