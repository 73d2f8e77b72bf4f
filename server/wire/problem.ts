import Type, { type Static } from "typebox";

/** RFC 9457 problem+json. `code` is what programs match on. */
export const problemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    errors: Type.Array(
      Type.Object({ path: Type.String(), message: Type.String() }, { additionalProperties: false }),
    ),
    /** On 409 of a claim: who has it; on ANSWERED_MEANWHILE: who has answered. */
    owner: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type WireProblem = Static<typeof problemSchema>;
