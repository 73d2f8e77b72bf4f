import Type, { type Static } from "typebox";
import { clientIdSchema } from "./visitor.ts";

const closed = { additionalProperties: false } as const;
const when = (description: string) => Type.String({ description: `${description} ISO 8601, UTC.` });

export const personRefSchema = Type.Object({ id: Type.String(), name: Type.String() }, closed);

export const handoffStateSchema = Type.Union(
  [
    Type.Literal("offered"),
    Type.Literal("alerted"),
    Type.Literal("claimed"),
    Type.Literal("with_human"),
    Type.Literal("returned"),
    Type.Literal("expired"),
  ],
  {
    description:
      "offered: waits, nobody is free to ask. alerted: somebody was asked. claimed: taken, nothing said yet. with_human: a person talks. returned: given back or closed. expired: nobody came, or the visitor stopped waiting.",
  },
);

export const rungSchema = Type.Union([
  Type.Literal("person"),
  Type.Literal("team"),
  Type.Literal("everybody"),
]);

export const transferSchema = Type.Object(
  {
    from: personRefSchema,
    to: Type.Optional(personRefSchema),
    team: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
    ends_at: when("When it bounces unless somebody accepts."),
  },
  closed,
);

/** Where a handoff stands, and why it went to whom. */
export const handoffSchema = Type.Object(
  {
    state: handoffStateSchema,
    rung: rungSchema,
    team: Type.Optional(Type.String()),
    /** Who is asked at present; missing while a whole team or everybody is. */
    to: Type.Optional(personRefSchema),
    why: Type.Optional(
      Type.String({
        description: 'Why it went there: "Ana: speaks German, fewest open (1 of 3), her turn".',
      }),
    ),
    rung_ends_at: Type.Optional(when("When the next rung is asked.")),
    reply_by: Type.Optional(when("When the owner loses the conversation unless they say something.")),
    transfer: Type.Optional(transferSchema),
  },
  closed,
);
export type HandoffView = Static<typeof handoffSchema>;

export const stopWaitingSchema = Type.Object({ id: clientIdSchema }, closed);

const noteText = Type.String({ minLength: 1, maxLength: 1000 });
export const offerTransferSchema = Type.Union([
  Type.Object({ person: clientIdSchema, note: Type.Optional(noteText) }, closed),
  Type.Object({ team: Type.String({ minLength: 1, maxLength: 100 }), note: Type.Optional(noteText) }, closed),
]);
export type OfferTransfer = Static<typeof offerTransferSchema>;

export const stanceSchema = Type.Union([Type.Literal("online"), Type.Literal("busy"), Type.Literal("away")], {
  description: "What somebody says of themselves. Nothing is offered to whoever is busy or away.",
});
export type Stance = Static<typeof stanceSchema>;

export const presenceSchema = Type.Union(
  [Type.Literal("online"), Type.Literal("busy"), Type.Literal("away"), Type.Literal("offline")],
  {
    description:
      "online, unless they said busy or away, did nothing for 10 minutes (away), or left (offline).",
  },
);

/** Somebody who answers, at work. */
export const deskSchema = Type.Object(
  {
    person: personRefSchema,
    presence: presenceSchema,
    stance: stanceSchema,
    teams: Type.Array(Type.String()),
    languages: Type.Array(Type.String()),
    skills: Type.Array(Type.String()),
    open: Type.Integer({ minimum: 0, description: "Conversations that they have now." }),
    limit: Type.Optional(Type.Integer({ minimum: 1, description: "Most that are given to them at a time." })),
  },
  closed,
);
export type Desk = Static<typeof deskSchema>;

export const desksSchema = Type.Object({ data: Type.Array(deskSchema), next_cursor: Type.Null() }, closed);

/** `active`: they did something just now; `stance`: what they say of themselves. */
export const changeDeskSchema = Type.Object(
  { stance: Type.Optional(stanceSchema), active: Type.Optional(Type.Literal(true)) },
  closed,
);

/** Sent by the stream as the event `alert` to whoever is asked: enough for a notification and a sound. */
export const alertSchema = Type.Object(
  {
    conversation: Type.String(),
    /** The visitor, as the inbox calls them. */
    name: Type.String(),
    reason: Type.Union([
      Type.Literal("handoff"),
      Type.Literal("transfer"),
      Type.Literal("bounced"),
      Type.Literal("lost"),
      Type.Literal("escalation"),
    ]),
    team: Type.Optional(Type.String()),
    why: Type.Optional(Type.String()),
    answer_by: Type.Optional(Type.String()),
  },
  closed,
);
export type HandoffAlert = Static<typeof alertSchema>;
