import Type, { type Static } from "typebox";

const closed = { additionalProperties: false } as const;

export const auditLineSchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 1 }),
    at: Type.String(),
    who: Type.Object(
      {
        kind: Type.Union([
          Type.Literal("person"),
          Type.Literal("key"),
          Type.Literal("server"),
          Type.Literal("unknown"),
        ]),
        id: Type.String(),
        name: Type.Optional(Type.String({ description: "Of a person who is here still." })),
      },
      closed,
    ),
    what: Type.String({ description: 'Such as "lead.viewed".' }),
    object: Type.Optional(Type.String({ description: "Id of what it was done to." })),
    object_name: Type.Optional(Type.String({ description: "Where it is a person who is here still." })),
    detail: Type.Optional(Type.String()),
    before: Type.Optional(Type.String({ description: "Keyed hash of the object before a change." })),
    after: Type.Optional(Type.String()),
    network: Type.Optional(Type.String({ description: "/24 of IPv4, /48 of IPv6." })),
    chain: Type.String({ description: "Keyed hash over this line and the one before." }),
  },
  closed,
);
export type AuditLine = Static<typeof auditLineSchema>;

export const auditPageSchema = Type.Object(
  { data: Type.Array(auditLineSchema), next_cursor: Type.Union([Type.String(), Type.Null()]) },
  closed,
);
export type AuditPage = Static<typeof auditPageSchema>;

export const auditCheckSchema = Type.Object(
  {
    lines: Type.Integer({ minimum: 0 }),
    broken_at: Type.Optional(Type.Integer({ description: "The first line that is missing or was changed." })),
    head: Type.String({
      description: "Chain of the last line. Note it elsewhere to see later whether the end is whole.",
    }),
  },
  closed,
);
export type AuditCheck = Static<typeof auditCheckSchema>;
