import Type, { type Static } from "typebox";
import { statusSchema } from "./message.ts";
import { clientIdSchema } from "./visitor.ts";

const nameSchema = Type.String({ minLength: 1, maxLength: 200 });
const saidSchema = Type.String({ minLength: 1, maxLength: 4000 });

/** What a rep may have the bot do. */
export const steerMoveSchema = Type.Union([
  Type.Object({ do: Type.Literal("ask"), question: nameSchema }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal("go"), section: nameSchema }, { additionalProperties: false }),
  Type.Object(
    { do: Type.Literal("offer"), section: nameSchema, text: Type.Optional(saidSchema) },
    { additionalProperties: false },
  ),
  Type.Object({ do: Type.Literal("say"), text: saidSchema }, { additionalProperties: false }),
  Type.Object(
    { do: Type.Literal("return"), section: Type.Optional(nameSchema) },
    { additionalProperties: false },
  ),
]);
export type WireMove = Static<typeof steerMoveSchema>;

export const steerSchema = Type.Object(
  { id: clientIdSchema, move: steerMoveSchema },
  { additionalProperties: false },
);
export type Steer = Static<typeof steerSchema>;

export const editAnswerSchema = Type.Object(
  {
    id: clientIdSchema,
    question: nameSchema,
    text: Type.String({
      maxLength: 4000,
      description: "Read as the visitor's own words would be. Empty: it is not known.",
    }),
  },
  { additionalProperties: false },
);
export type EditAnswer = Static<typeof editAnswerSchema>;

const questionSchema = Type.Object(
  {
    question: Type.String(),
    called: Type.String({ description: "The word for the question in a sentence." }),
    editable: Type.Boolean({ description: "A rep may write the answer down." }),
    choices: Type.Optional(
      Type.Array(Type.String(), {
        description: "The answers that there are, where the playbook lists them.",
      }),
    ),
    pick: Type.Optional(Type.Union([Type.Literal("one"), Type.Literal("many")])),
  },
  { additionalProperties: false },
);
export type SteerQuestion = Static<typeof questionSchema>;

/** Where a visitor is in the playbook, what is known and missing, and every legal move. */
export const steeringSchema = Type.Object(
  {
    status: statusSchema,
    section: Type.String(),
    open: Type.Optional(
      Type.Object(
        { question: Type.String(), called: Type.String(), text: Type.String() },
        { additionalProperties: false },
      ),
    ),
    known: Type.Array(questionSchema),
    missing: Type.Array(questionSchema),
    asks: Type.Array(
      Type.Object(
        { question: Type.String(), called: Type.String(), text: Type.String() },
        { additionalProperties: false },
      ),
      { description: "Questions that may be put now." },
    ),
    offers: Type.Array(
      Type.Object(
        {
          section: Type.String(),
          called: Type.String(),
          text: Type.String({ description: "What the bot says unless the rep writes something else." }),
        },
        { additionalProperties: false },
      ),
      { description: "Sections that the visitor may be offered." },
    ),
    goes: Type.Array(
      Type.Object({ section: Type.String(), called: Type.String() }, { additionalProperties: false }),
      { description: "Sections that may be gone to." },
    ),
    says: Type.Boolean({ description: "The rep may have the bot say something." }),
    returns: Type.Optional(
      Type.Array(
        Type.Object({ section: Type.String(), called: Type.String() }, { additionalProperties: false }),
        {
          description: "Sections at which the rep may give the talk back. Missing: the rep does not have it.",
        },
      ),
    ),
  },
  { additionalProperties: false },
);
export type WireSteering = Static<typeof steeringSchema>;
