import Type, { type Static } from "typebox";
import { roleSchema } from "./rep.ts";
import { clientIdSchema, fileIdSchema } from "./visitor.ts";

const personIdSchema = Type.String({ minLength: 1, maxLength: 64 });

/** A reply that is written once and used often. */
export const cannedReplySchema = Type.Object(
  {
    short: Type.String({
      pattern: "^[\\p{L}\\p{N}_-]{1,40}$",
      description: "What is typed behind a slash. Unique in the list.",
    }),
    text: Type.String({
      minLength: 1,
      maxLength: 4000,
      description: 'May hold variables: {{ visitor.first_name or "there" }}, {{ rep.name }}, {{ budget }}.',
    }),
  },
  { additionalProperties: false },
);
export type CannedReply = Static<typeof cannedReplySchema>;

/** The whole list. `v` is 0 while nobody has kept one; a change names the `v` that it replaces. */
export const cannedRepliesSchema = Type.Object(
  { v: Type.Integer({ minimum: 0 }), data: Type.Array(cannedReplySchema, { maxItems: 300 }) },
  { additionalProperties: false },
);
export type CannedReplies = Static<typeof cannedRepliesSchema>;

/** A search that a person comes back to. */
export const savedViewSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    search: Type.String({ minLength: 1, maxLength: 300 }),
  },
  { additionalProperties: false },
);

/** What a person has set for themselves. */
export const ownInboxSchema = Type.Object(
  {
    views: Type.Array(savedViewSchema, { maxItems: 30 }),
    single_keys: Type.Boolean({ description: "Whether single letters are keys of the inbox." }),
    undo_seconds: Type.Integer({
      minimum: 0,
      maximum: 30,
      description: "How long a reply may be taken back.",
    }),
    language: Type.Optional(Type.Union([Type.Literal("en"), Type.Literal("de")])),
  },
  { additionalProperties: false },
);
export type OwnInbox = Static<typeof ownInboxSchema>;

/** What holds until a person has set something. */
export const NEW_INBOX: OwnInbox = { views: [], single_keys: true, undo_seconds: 5 };

/** People who work in the console, for mentions. `online`: has the console open somewhere. */
export const colleaguesSchema = Type.Object(
  {
    data: Type.Array(
      Type.Object(
        { id: Type.String(), name: Type.String(), role: roleSchema },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Colleague = Static<typeof colleaguesSchema>["data"][number];

export const writeNoteSchema = Type.Object(
  {
    id: clientIdSchema,
    text: Type.String({ minLength: 1, maxLength: 4000 }),
    mentions: Type.Optional(Type.Array(personIdSchema, { maxItems: 20, uniqueItems: true })),
  },
  { additionalProperties: false },
);
export type WriteNote = Static<typeof writeNoteSchema>;

export const readSchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 0, description: "Up to here it is read; a smaller one makes it unread." }),
  },
  { additionalProperties: false },
);

export const snoozeSchema = Type.Object(
  {
    until: Type.Union([Type.String({ maxLength: 30 }), Type.Null()], {
      description: "ISO 8601, UTC; null brings it back at once.",
    }),
  },
  { additionalProperties: false },
);

export const hereSchema = Type.Object(
  {
    is: Type.Union([Type.Literal("viewing"), Type.Literal("typing"), Type.Literal("gone")]),
    /** Not told to the visitor: a note is being written. */
    note: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type Here = Static<typeof hereSchema>;

/** Events `signal` of `GET /api/v1/events`: who looks at a conversation or writes in it, without `who` the visitor. */
export const signalEventSchema = Type.Object(
  {
    conversation: Type.String(),
    who: Type.Optional(
      Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false }),
    ),
    is: hereSchema.properties.is,
  },
  { additionalProperties: false },
);
export type SignalEvent = Static<typeof signalEventSchema>;

/** A reply of a rep: words, a file that was uploaded before, or both. */
export const sayReplySchema = Type.Object(
  {
    id: clientIdSchema,
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
    file: Type.Optional(fileIdSchema),
    after: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: "409 when somebody else has answered the visitor since this seq. Missing: sent anyway.",
      }),
    ),
  },
  { additionalProperties: false },
);
export type SayReply = Static<typeof sayReplySchema>;
