import Type, { type Static } from "typebox";
import { messageSchema } from "./message.ts";
import { pageSchema } from "./visitor.ts";

const strict = { additionalProperties: false };
const texts = Type.Record(Type.String(), Type.String());

/** Exactly one of the three. */
export const whoseSchema = Type.Object(
  {
    /** Id of a lead: that lead, and the conversations it came of. */
    lead: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** All of a visitor: their token, its hash, or the id of one of their conversations. */
    visitor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** All leads with that e-mail address, and their conversations. */
    email: Type.Optional(Type.String({ minLength: 3, maxLength: 320, pattern: "^[^\\s@]+@[^\\s@]+$" })),
  },
  { ...strict, minProperties: 1, maxProperties: 1 },
);

/** Whose data is meant. */
export type Whose = { readonly lead: string } | { readonly visitor: string } | { readonly email: string };

const signedSchema = Type.Object(
  {
    sub: Type.String(),
    email: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    at: Type.String(),
  },
  strict,
);
export type ExportedIdentity = Static<typeof signedSchema>;

export const erasedSchema = Type.Object({ conversations: Type.Integer(), leads: Type.Integer() }, strict);
export type WireErased = Static<typeof erasedSchema>;

const exportedConversationSchema = Type.Object(
  {
    id: Type.String(),
    /** SHA-256 of the visitor's token, hex. */
    visitor: Type.String(),
    playbook: Type.String(),
    version: Type.String(),
    status: Type.String(),
    started_at: Type.String(),
    updated_at: Type.String(),
    page: pageSchema,
    campaign: texts,
    messages: Type.Array(messageSchema),
    answers: Type.Array(
      Type.Object(
        { name: Type.String(), called: Type.String(), value: Type.Unknown(), source: Type.String() },
        strict,
      ),
    ),
    /** Pages of the site that were opened since the conversation began. */
    pages: Type.Array(Type.Object({ path: Type.String(), title: Type.String(), at: Type.String() }, strict)),
    time_zone: Type.Optional(Type.String()),
    /** What the playbook told colleagues. */
    notes: Type.Array(Type.String()),
    /** What the site's server signed about the visitor. */
    identity: Type.Optional(signedSchema),
    files: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          type: Type.String(),
          /** Bytes. */
          size: Type.Integer(),
          at: Type.String(),
        },
        strict,
      ),
    ),
    /** What is still to be sent to others. */
    undelivered: Type.Array(
      Type.Object({ id: Type.String(), kind: Type.String(), body: Type.Unknown() }, strict),
    ),
  },
  strict,
);
export type ExportedConversation = Static<typeof exportedConversationSchema>;

const exportedLeadSchema = Type.Object(
  {
    id: Type.String(),
    conversation: Type.String(),
    playbook: Type.String(),
    version: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
    name: Type.String(),
    email: Type.Optional(Type.String()),
    company: Type.Optional(Type.String()),
    page: pageSchema,
    campaign: texts,
    /** Answers, fields, score with its reasons, grade, tags and outcome. */
    lead: Type.Record(Type.String(), Type.Unknown()),
    identity: Type.Optional(signedSchema),
  },
  strict,
);
export type ExportedLead = Static<typeof exportedLeadSchema>;

const exportedVisitorSchema = Type.Object(
  {
    /** SHA-256 of the visitor's first token, hex. */
    visitor: Type.String(),
    /** Answers that are kept for later conversations. */
    remembered: Type.Array(
      Type.Object(
        {
          question: Type.String(),
          value: Type.Unknown(),
          playbook: Type.String(),
          at: Type.String(),
          /** From here on it is not read any more, and erased. */
          until: Type.String(),
          /** Of a consent: the words that were agreed to, when and where. */
          proof: Type.Optional(Type.Unknown()),
        },
        strict,
      ),
    ),
    /** What the site's server signed about them, the oldest first. */
    identities: Type.Array(signedSchema),
  },
  strict,
);
export type ExportedVisitor = Static<typeof exportedVisitorSchema>;

/** All that is kept of somebody. */
export const exportedSchema = Type.Object(
  {
    exported_at: Type.String(),
    site: Type.String(),
    conversations: Type.Array(exportedConversationSchema),
    leads: Type.Array(exportedLeadSchema),
    /** Whose conversations these are, one each: what is kept of them over conversations. */
    visitors: Type.Array(exportedVisitorSchema),
  },
  strict,
);
export type Exported = Static<typeof exportedSchema>;
