import Type, { type Static } from "typebox";

export const scopeSchema = Type.Union([
  Type.Literal("conversations:read"),
  Type.Literal("leads:read"),
  Type.Literal("audit:read"),
]);
export type Scope = Static<typeof scopeSchema>;

export const makeKeySchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    scopes: Type.Array(scopeSchema, { minItems: 1, maxItems: 10, uniqueItems: true }),
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 730, description: "Days until it runs out. Without: never." }),
    ),
  },
  { additionalProperties: false },
);
export type MakeKey = Static<typeof makeKeySchema>;

export const keySchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    prefix: Type.String({ description: "The first letters of the key." }),
    scopes: Type.Array(scopeSchema),
    made_by: Type.String({ description: "Name of the person who made it." }),
    created_at: Type.String(),
    expires_at: Type.Optional(Type.String()),
    last_used_at: Type.Optional(Type.String({ description: "Exact to the hour." })),
  },
  { additionalProperties: false },
);
export type Key = Static<typeof keySchema>;

export const keysSchema = Type.Object(
  { data: Type.Array(keySchema), next_cursor: Type.Null() },
  { additionalProperties: false },
);

export const madeKeySchema = Type.Object(
  { key: keySchema, secret: Type.String({ description: "The whole key. Told only now." }) },
  { additionalProperties: false },
);
export type MadeKey = Static<typeof madeKeySchema>;
