import Type, { type Static } from "typebox";

/** Something that could not be delivered and waits for a person. What it says is not shown. */
export const undeliveredSchema = Type.Object(
  {
    id: Type.String(),
    /** What was to be told, such as lead.qualified. */
    type: Type.String(),
    /** webhook: an endpoint of site.yml. mail: a mailbox. outbox: Parley's own records. */
    kind: Type.Union([Type.Literal("webhook"), Type.Literal("mail"), Type.Literal("outbox")]),
    /** Name of the webhook; the mailbox with most of its letters hidden; or "store". */
    to: Type.String(),
    conversation: Type.Optional(Type.String()),
    tries: Type.Integer({ minimum: 0 }),
    /** Why the last try failed: a code such as TIMEOUT or STATUS_500. */
    fault: Type.String(),
    /** When it happened that was to be told. ISO 8601, UTC. */
    at: Type.String(),
    /** When it was tried last. */
    failed_at: Type.String(),
  },
  { additionalProperties: false },
);
export type Undelivered = Static<typeof undeliveredSchema>;

export const undeliveredPageSchema = Type.Object(
  { data: Type.Array(undeliveredSchema), next_cursor: Type.Union([Type.String(), Type.Null()]) },
  { additionalProperties: false },
);
export type UndeliveredPage = Static<typeof undeliveredPageSchema>;

export const endpointSchema = Type.Object(
  {
    name: Type.String(),
    /** Without what stands behind a question mark. */
    url: Type.String(),
    on: Type.Array(Type.String()),
    /**
     * ok: it is told. paused: it did not answer for a while, and is asked again soon. closed: it said 410 Gone, and is
     * told nothing until somebody opens it.
     */
    state: Type.Union([Type.Literal("ok"), Type.Literal("paused"), Type.Literal("closed")]),
    closed_at: Type.Optional(Type.String()),
    /** How many of its secrets the server has. */
    secrets: Type.Integer({ minimum: 0 }),
    source: Type.Union([Type.Literal("file"), Type.Literal("console")], {
      description: "file: site.yml says it, and it can be changed only there.",
    }),
    line: Type.Optional(Type.Integer({ description: "Of site.yml, where `source` is file." })),
  },
  { additionalProperties: false },
);
export type Endpoint = Static<typeof endpointSchema>;

export const endpointsSchema = Type.Object(
  { data: Type.Array(endpointSchema), next_cursor: Type.Null() },
  { additionalProperties: false },
);
