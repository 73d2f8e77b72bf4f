import Type, { type Static } from "typebox";

export const statusSchema = Type.Union(
  [
    Type.Literal("bot"),
    Type.Literal("waiting"),
    Type.Literal("human"),
    Type.Literal("ended"),
    Type.Literal("parked"),
  ],
  {
    description:
      "bot: the playbook talks. waiting: offered to people. human: a rep owns the turn. ended: over. parked: the playbook cannot go on and waits for a person.",
  },
);
export type Status = Static<typeof statusSchema>;

export const choiceSchema = Type.Object(
  { id: Type.String(), label: Type.String() },
  { additionalProperties: false },
);

export const inputSchema = Type.Object(
  {
    kind: Type.String({
      description: "Kind of answer: text, name, number, email, work_email, yes_no, choice, …",
    }),
    question: Type.String(),
    label: Type.String({ description: "The word for the question in a sentence." }),
    optional: Type.Boolean(),
    pick: Type.Optional(Type.Union([Type.Literal("one"), Type.Literal("many")])),
    from: Type.Optional(Type.Number()),
    to: Type.Optional(Type.Number()),
  },
  { additionalProperties: false },
);

export const cardSchema = Type.Object(
  {
    title: Type.Optional(Type.String()),
    text: Type.Optional(Type.String()),
    image: Type.Optional(Type.String()),
    file: Type.Optional(Type.String({ description: "Path on this server under which it is downloaded." })),
    buttons: Type.Optional(
      Type.Array(Type.Object({ label: Type.String(), link: Type.String() }, { additionalProperties: false })),
    ),
  },
  { additionalProperties: false },
);

/** A file that the visitor sent. */
export const fileSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    type: Type.String({ description: "Media type, found out by looking into the file." }),
    size: Type.Integer({ minimum: 1, description: "Bytes." }),
  },
  { additionalProperties: false },
);
export type WireFile = Static<typeof fileSchema>;

/** One thing that the visitor sees. */
export const messageSchema = Type.Object(
  {
    seq: Type.Integer({
      minimum: 1,
      description: "Dense, from 1, never renumbered: the order of the conversation.",
    }),
    from: Type.Union([
      Type.Literal("visitor"),
      Type.Literal("bot"),
      Type.Literal("rep"),
      Type.Literal("system"),
    ]),
    at: Type.String({ description: "ISO 8601, UTC." }),
    text: Type.Optional(Type.String()),
    name: Type.Optional(Type.String({ description: "The bot's or the rep's name." })),
    choices: Type.Optional(Type.Array(choiceSchema)),
    input: Type.Optional(inputSchema),
    cards: Type.Optional(Type.Array(cardSchema)),
    file: Type.Optional(fileSchema),
    shield: Type.Optional(
      Type.Boolean({ description: "For reps alone: the words hurt, so they are shown when asked for." }),
    ),
    change: Type.Optional(
      Type.String({
        description: "On an answer: send this back as `change` to have the question put again.",
      }),
    ),
  },
  { additionalProperties: false },
);
export type Message = Static<typeof messageSchema>;
