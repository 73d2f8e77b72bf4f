import Type, { type Static } from "typebox";
import { messageSchema, statusSchema } from "./message.ts";
import { waitSchema } from "./wait.ts";

/** Ids that clients make: of conversations and of what they send. */
export const clientIdSchema = Type.String({
  pattern: "^[A-Za-z0-9_-]{8,64}$",
  description: "Made by the client, random. The same id again gives the same answer and is applied once.",
});

export const pageSchema = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: 2000 }),
    title: Type.Optional(Type.String({ maxLength: 300 })),
    referrer: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  { additionalProperties: false },
);
export type Page = Static<typeof pageSchema>;

/** Facts from outside: plain values, by name. */
export const factsSchema = Type.Record(
  Type.String({ pattern: "^[a-z][a-z0-9_]{0,63}$" }),
  Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean()]),
  // Type.Record alone lets names through that do not match its pattern.
  { additionalProperties: false },
);

const returningSchema = Type.Optional(
  Type.Boolean({ description: "The visitor did something in this chat on an earlier visit." }),
);

const metSchema = Type.Optional(
  Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.Integer({ minimum: 0 }), {
    maxProperties: 200,
    description: "Whole seconds since the visitor last met a playbook by an act of their own, by its name.",
  }),
);

export const startConversationSchema = Type.Object(
  {
    id: clientIdSchema,
    playbook: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    page: pageSchema,
    event: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    facts: Type.Optional(factsSchema),
    returning: returningSchema,
    consent: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description:
          "The words of `look.consent` that the visitor has agreed to, where the site asks for it.",
      }),
    ),
  },
  { additionalProperties: false },
);
export type StartConversation = Static<typeof startConversationSchema>;

export const conversationSchema = Type.Object(
  {
    id: Type.String(),
    playbook: Type.String(),
    version: Type.String(),
    status: statusSchema,
    seq: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);

export const startedSchema = Type.Object(
  { conversation: conversationSchema, messages: Type.Array(messageSchema) },
  { additionalProperties: false },
);
export type Started = Static<typeof startedSchema>;

/** Ids that the server makes for files. */
export const fileIdSchema = Type.String({ pattern: "^[A-Za-z0-9_-]{8,64}$" });

/** Exactly one of `text`, `choice`, `choices`, `change`, `file`; the server checks that. */
export const sendMessageSchema = Type.Object(
  {
    id: clientIdSchema,
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
    choice: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    choices: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 50 }),
    ),
    change: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    file: Type.Optional(fileIdSchema),
  },
  { additionalProperties: false },
);
export type SendMessage = Static<typeof sendMessageSchema>;

/** `messages`: what came after the `seq` that was asked for, or what this turn added. `wait`: while a person is waited for. */
export const updateSchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 0 }),
    status: statusSchema,
    messages: Type.Array(messageSchema),
    wait: Type.Optional(waitSchema),
  },
  { additionalProperties: false },
);
export type Update = Static<typeof updateSchema>;

export const startRequestSchema = Type.Object(
  {
    page: pageSchema,
    event: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    facts: Type.Optional(factsSchema),
    returning: returningSchema,
    met: metSchema,
  },
  { additionalProperties: false },
);
export type StartRequest = Static<typeof startRequestSchema>;

export const lookSchema = Type.Object(
  {
    name: Type.String({ description: "The site's name, in the widget's header." }),
    bot: Type.String({ description: "The bot's name; the widget always adds the label Bot." }),
    online: Type.Boolean({ description: "Somebody could answer now." }),
    widget: Type.Optional(
      Type.Object(
        {
          color: Type.Optional(Type.String({ description: "#rrggbb; a page's own --parley-primary wins." })),
          position: Type.Union([Type.Literal("end"), Type.Literal("start")]),
          launcher: Type.Optional(Type.String({ description: "Words on the launcher." })),
        },
        { additionalProperties: false, description: "Missing: as Parley looks by itself." },
      ),
    ),
    consent: Type.Optional(
      Type.Object(
        { text: Type.String({ description: "What the visitor must agree to before anything is sent." }) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

export const startOfferSchema = Type.Object(
  {
    playbook: Type.String(),
    after: Type.Optional(Type.Number({ minimum: 0, description: "Seconds on the page before it starts." })),
    event: Type.Optional(Type.String({ description: "Starts only when the page tells this event." })),
    teaser: Type.Optional(Type.String({ description: "The first line, for the card beside the launcher." })),
  },
  { additionalProperties: false },
);

export const startReplySchema = Type.Object(
  { look: lookSchema, starts: Type.Array(startOfferSchema) },
  { additionalProperties: false },
);
export type StartReply = Static<typeof startReplySchema>;
