import Type, { type Static } from "typebox";
import { clientIdSchema } from "./visitor.ts";

const closed = { additionalProperties: false } as const;

export const identifySchema = Type.Object(
  {
    jwt: Type.String({
      minLength: 20,
      maxLength: 4000,
      description: "HS256, signed by the site's server, with kid, sub, exp within 24 hours, and email.",
    }),
    next: Type.String({
      pattern: "^[A-Za-z0-9_-]{43}$",
      description: "A new token that the browser made. It takes the place of the one that asks.",
    }),
    conversation: Type.Optional(clientIdSchema),
  },
  closed,
);
export type Identify = Static<typeof identifySchema>;

export const identifiedSchema = Type.Object(
  {
    same: Type.Boolean({
      description: "False: the browser's earlier visitor was somebody else. Their conversation stays theirs.",
    }),
  },
  closed,
);
export type Identified = Static<typeof identifiedSchema>;
