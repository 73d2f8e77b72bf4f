import Type, { type Static } from "typebox";
import { desksSchema, personRefSchema, rungSchema } from "./handoff.ts";

const closed = { additionalProperties: false } as const;

/** Somebody who waits for a person. */
export const waitingRowSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    company: Type.Optional(Type.String()),
    team: Type.Optional(Type.String({ description: "Missing: everybody." })),
    since: Type.String({ description: "ISO 8601, UTC." }),
    /** What the visitor was promised. */
    answer_by: Type.Optional(Type.String()),
    /** The team's own aim, `first_answer` of site.yml. */
    aim_by: Type.Optional(Type.String()),
    rung: Type.Optional(rungSchema),
    to: Type.Optional(personRefSchema),
    why: Type.Optional(Type.String()),
  },
  closed,
);
export type WaitingRow = Static<typeof waitingRowSchema>;

/** A handoff that was not answered in the time the team aims at, or that was promised. */
export const missSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    team: Type.Optional(Type.String()),
    since: Type.String(),
    due_at: Type.String(),
    answered_at: Type.Optional(Type.String({ description: "Missing: nobody has answered." })),
    by: Type.Optional(personRefSchema),
  },
  closed,
);
export type Miss = Static<typeof missSchema>;

export const boardSchema = Type.Object(
  {
    at: Type.String(),
    waiting: Type.Array(waitingRowSchema),
    more_waiting: Type.Boolean({ description: "More wait than are listed." }),
    desks: desksSchema.properties.data,
    /** Of the last 24 hours. */
    answered: Type.Object(
      {
        handoffs: Type.Integer({ minimum: 0 }),
        kept: Type.Integer({
          minimum: 0,
          description: "Answered within the team's aim, or within what was promised.",
        }),
        median_ms: Type.Optional(Type.Integer({ minimum: 0 })),
      },
      closed,
    ),
    misses: Type.Array(missSchema),
  },
  closed,
);
export type Board = Static<typeof boardSchema>;
