import Type, { type Static } from "typebox";
import { handoffSchema } from "./handoff.ts";
import { messageSchema, statusSchema } from "./message.ts";

export const roleSchema = Type.Union([
  Type.Literal("admin"),
  Type.Literal("marketer"),
  Type.Literal("rep"),
  Type.Literal("viewer"),
]);
export type Role = Static<typeof roleSchema>;

export const emailSchema = Type.String({ minLength: 3, maxLength: 254, pattern: "^[^\\s@]+@[^\\s@]+$" });
export const passwordSchema = Type.String({ minLength: 10, maxLength: 200 });

/** Of the telephone, or a recovery code. */
export const codeSchema = Type.String({ minLength: 6, maxLength: 30, pattern: "^[A-Za-z0-9 -]+$" });

export const logInSchema = Type.Union([
  Type.Object(
    {
      email: emailSchema,
      password: Type.String({ minLength: 1, maxLength: 200 }),
      code: Type.Optional(codeSchema),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      link: Type.String({ minLength: 20, maxLength: 200 }),
      password: passwordSchema,
      code: Type.Optional(codeSchema),
    },
    { additionalProperties: false },
  ),
]);
export type LogIn = Static<typeof logInSchema>;

const words = Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 30 });

export const personSchema = Type.Object(
  {
    id: Type.String(),
    email: Type.String(),
    name: Type.String(),
    role: roleSchema,
    languages: Type.Optional(
      Type.Array(Type.String(), { description: 'Languages in which they answer, like "de".' }),
    ),
    skills: Type.Optional(
      Type.Array(Type.String(), { description: "What they know about; compared with the tags of a lead." }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, description: "Most conversations that are given to them at a time." }),
    ),
  },
  { additionalProperties: false },
);
export type Person = Static<typeof personSchema>;

/** What is missing stays as it is; `limit: null` is the limit of the team. */
export const changePersonSchema = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    languages: Type.Optional(
      Type.Array(Type.String({ pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$" }), { maxItems: 30 }),
    ),
    skills: Type.Optional(words),
    limit: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 1000 }), Type.Null()])),
  },
  { additionalProperties: false },
);
export type ChangePerson = Static<typeof changePersonSchema>;

/** `csrf` is sent back as `X-CSRF-Token` with every request that changes something. */
export const meSchema = Type.Object(
  {
    person: personSchema,
    csrf: Type.String(),
    totp: Type.Union([Type.Literal("on"), Type.Literal("off"), Type.Literal("required")], {
      description: "Codes as the second step. required: nothing else is answered until they are set up.",
    }),
    site: Type.Object({ name: Type.String(), bot: Type.String() }, { additionalProperties: false }),
  },
  { additionalProperties: false },
);
export type Me = Static<typeof meSchema>;

/** What is asked of a one-time link before it is used: whose it is, and until when. */
export const invitePersonSchema = Type.Object(
  {
    email: emailSchema,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    role: roleSchema,
  },
  { additionalProperties: false },
);
export type InvitePerson = Static<typeof invitePersonSchema>;

export const invitedSchema = Type.Object(
  {
    person: personSchema,
    link: Type.String({ description: "Sets the password, once, within 24 hours." }),
    mailed: Type.Optional(
      Type.Boolean({ description: "Whether the link was sent by mail; missing where no mail is set up." }),
    ),
  },
  { additionalProperties: false },
);
export type Invited = Static<typeof invitedSchema>;

export const gradeSchema = Type.Union([Type.Literal("hot"), Type.Literal("warm"), Type.Literal("cold")]);

export const queueSchema = Type.Union([
  Type.Literal("waiting"),
  Type.Literal("mine"),
  Type.Literal("team"),
  Type.Literal("bot"),
  Type.Literal("snoozed"),
  Type.Literal("closed"),
  Type.Literal("mentions"),
]);
export type Queue = Static<typeof queueSchema>;

export const receiptLineSchema = Type.Object(
  { because: Type.String(), add: Type.Number(), counted: Type.Boolean() },
  { additionalProperties: false },
);

const valueSchema = Type.Unknown({
  description: "Plain JSON: text, number, true/false, or a list of texts.",
});

/** What the visitor was asked to agree to, in the words that were shown, and what they said. */
export const consentSchema = Type.Object(
  {
    purposes: Type.Array(Type.String()),
    given: Type.Boolean({ description: "False: refused, or withdrawn." }),
    text: Type.String(),
    language: Type.String(),
    at: Type.String({ description: "ISO 8601, UTC." }),
    version: Type.String({ description: "Hash of the playbook's version." }),
    page: Type.Optional(Type.String({ description: "Path of the page where the conversation began." })),
  },
  { additionalProperties: false },
);

export type ConsentView = Static<typeof consentSchema>;

export const leadViewSchema = Type.Object(
  {
    score: Type.Number(),
    grade: Type.Optional(gradeSchema),
    /** Lowest scores of the bands, where the playbook names grades. */
    grades: Type.Optional(
      Type.Object({ hot: Type.Number(), warm: Type.Number() }, { additionalProperties: false }),
    ),
    receipt: Type.Array(receiptLineSchema),
    answers: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          called: Type.String(),
          value: valueSchema,
          source: Type.Union([Type.Literal("asked"), Type.Literal("told"), Type.Literal("given")]),
          /** The rep who wrote the value. */
          edited: Type.Optional(
            Type.Object({ by: Type.String(), at: Type.String() }, { additionalProperties: false }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    /** Answers without which the grade would be another: the rules run again without each. */
    what_if: Type.Optional(
      Type.Array(
        Type.Object(
          {
            question: Type.String(),
            called: Type.String(),
            because: Type.Array(Type.String()),
            score: Type.Number(),
            grade: gradeSchema,
          },
          { additionalProperties: false },
        ),
      ),
    ),
    fields: Type.Record(Type.String(), valueSchema),
    outcome: Type.Optional(Type.String()),
    consents: Type.Optional(Type.Array(consentSchema)),
  },
  { additionalProperties: false },
);
export type LeadView = Static<typeof leadViewSchema>;

const campaignSchema = Type.Record(Type.String(), Type.String(), {
  description: "utm_source, utm_medium, utm_campaign, … of the first page.",
});

export const inboxRowSchema = Type.Object(
  {
    id: Type.String(),
    playbook: Type.String(),
    status: statusSchema,
    /** The visitor's name when known, else "Visitor 7F3". */
    name: Type.String(),
    company: Type.Optional(Type.String()),
    score: Type.Optional(Type.Number()),
    grade: Type.Optional(gradeSchema),
    last: Type.Optional(
      Type.Object(
        { from: Type.String(), text: Type.String(), at: Type.String() },
        { additionalProperties: false },
      ),
    ),
    page: Type.String({ description: "Path of the page where it began." }),
    started_at: Type.String(),
    updated_at: Type.String(),
    waiting_since: Type.Optional(Type.String()),
    /** When the promise to answer runs out. */
    answer_by: Type.Optional(Type.String()),
    /** Why it waits: the handoff's team, or why the playbook could not go on. */
    reason: Type.Optional(Type.String()),
    owner: Type.Optional(
      Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false }),
    ),
    outcome: Type.Optional(Type.String()),
    /** The visitor wrote something that its owner has not read. */
    unread: Type.Optional(Type.Boolean()),
    /** A note mentions whoever asks, who has not looked since. */
    mentioned: Type.Optional(Type.Boolean()),
    /** When it comes back. */
    snoozed_until: Type.Optional(Type.String()),
    /** Others of the team who look at it now. */
    viewers: Type.Optional(
      Type.Array(
        Type.Object(
          { id: Type.String(), name: Type.String(), typing: Type.Boolean() },
          { additionalProperties: false },
        ),
      ),
    ),
    handoff: Type.Optional(handoffSchema),
  },
  { additionalProperties: false },
);
export type InboxRow = Static<typeof inboxRowSchema>;

export const inboxPageSchema = Type.Object(
  {
    data: Type.Array(inboxRowSchema),
    next_cursor: Type.Union([Type.String(), Type.Null()]),
    counts: Type.Object(
      {
        waiting: Type.Integer(),
        mine: Type.Integer(),
        team: Type.Integer({ description: "With any person, also with oneself." }),
        bot: Type.Integer(),
        snoozed: Type.Integer(),
        closed: Type.Integer(),
        mentions: Type.Integer({ description: "With a note that mentions one and that one has not seen." }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type InboxPage = Static<typeof inboxPageSchema>;

export const inboxDetailSchema = Type.Object(
  {
    conversation: inboxRowSchema,
    version: Type.String(),
    seq: Type.Integer({ minimum: 0 }),
    messages: Type.Array(messageSchema),
    lead: leadViewSchema,
    page: Type.Object(
      { url: Type.String(), title: Type.Optional(Type.String()), referrer: Type.Optional(Type.String()) },
      { additionalProperties: false },
    ),
    campaign: campaignSchema,
    /** The note that the playbook wrote for the rep. */
    note: Type.Optional(Type.String()),
    /** What the playbook told colleagues, oldest first. */
    notes: Type.Optional(
      Type.Array(
        Type.Object(
          {
            at: Type.String(),
            team: Type.String({ description: "Whom it is for; empty: everybody." }),
            text: Type.String(),
            /** Who wrote it; missing: the playbook. */
            by: Type.Optional(
              Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false }),
            ),
            /** Ids of people. */
            mentions: Type.Optional(Type.Array(Type.String())),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    /** The step at which the playbook rests. */
    step: Type.String(),
    /** Sections to which the rep may give the conversation back. */
    steps: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type InboxDetail = Static<typeof inboxDetailSchema>;

export const returnSchema = Type.Object(
  { step: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) },
  { additionalProperties: false },
);
export const closeSchema = Type.Object(
  {
    outcome: Type.Union([
      Type.Literal("qualified"),
      Type.Literal("not_qualified"),
      Type.Literal("spam"),
      Type.Literal("meeting_booked"),
    ]),
  },
  { additionalProperties: false },
);
export type CloseOutcome = Static<typeof closeSchema>["outcome"];

export const leadRowSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    email: Type.Optional(Type.String()),
    verified: Type.Optional(
      Type.Boolean({
        description: "The site's server signed who it is, or the address was confirmed by its owner.",
      }),
    ),
    company: Type.Optional(Type.String()),
    playbook: Type.String(),
    score: Type.Number(),
    grade: Type.Optional(gradeSchema),
    outcome: Type.Optional(Type.String()),
    page: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { additionalProperties: false },
);
export type LeadRow = Static<typeof leadRowSchema>;

export const leadPageSchema = Type.Object(
  { data: Type.Array(leadRowSchema), next_cursor: Type.Union([Type.String(), Type.Null()]) },
  { additionalProperties: false },
);
export type LeadPage = Static<typeof leadPageSchema>;

export const leadDetailSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    email: Type.Optional(Type.String()),
    conversation: Type.String(),
    playbook: Type.String(),
    version: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
    lead: leadViewSchema,
    page: Type.Object(
      { url: Type.String(), title: Type.Optional(Type.String()), referrer: Type.Optional(Type.String()) },
      { additionalProperties: false },
    ),
    campaign: campaignSchema,
    messages: Type.Array(messageSchema),
    /** What the site's server signed about the visitor. */
    identity: Type.Optional(
      Type.Object(
        {
          sub: Type.String(),
          email: Type.Optional(Type.String()),
          name: Type.Optional(Type.String()),
          at: Type.String(),
        },
        { additionalProperties: false },
      ),
    ),
    /** The address was confirmed by its owner. */
    verified: Type.Optional(Type.Boolean()),
    /** Leads that gave the same, not verified, address: shown, never merged. */
    possibly_same: Type.Array(
      Type.Object(
        { id: Type.String(), name: Type.String(), verified: Type.Optional(Type.Boolean()) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type LeadDetail = Static<typeof leadDetailSchema>;

/** Events of `GET /api/v1/events`: `inbox` when a row changed or moved, `presence` never carries more than this. */
export const inboxEventSchema = Type.Object(
  { conversation: Type.String(), seq: Type.Integer({ minimum: 0 }), status: statusSchema },
  { additionalProperties: false },
);
export type InboxEvent = Static<typeof inboxEventSchema>;
