import Type, { type Static } from "typebox";

/** What a visitor who waits for a person may know. */
export const waitSchema = Type.Object(
  {
    place: Type.Integer({ minimum: 1, description: "Place in the line; 1 is next." }),
    answer_by: Type.Optional(
      Type.String({
        description: "Until when somebody answers, or the bot says what else there is. ISO 8601, UTC.",
      }),
    ),
    may_stop: Type.Boolean({ description: "Whether the visitor may stop waiting." }),
  },
  { additionalProperties: false },
);
export type WaitView = Static<typeof waitSchema>;
