import Type, { type Static } from "typebox";

const closed = { additionalProperties: false } as const;
const valueSchema = Type.Unknown({ description: "As site.yml would have it; null: not set." });

/** One setting: what counts, and who says so. */
export const settingSchema = Type.Object(
  {
    key: Type.String({ description: "As in site.yml, joined by dots: teams.sales.hours." }),
    value: valueSchema,
    source: Type.Union([Type.Literal("file"), Type.Literal("console"), Type.Literal("default")], {
      description: "file: site.yml says it, and it can be changed only there.",
    }),
    line: Type.Optional(Type.Integer({ description: "Of site.yml, where `source` is file." })),
  },
  closed,
);
export type SettingView = Static<typeof settingSchema>;

export const settingsSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 0, description: "Sent back with a change." }),
    file: Type.Boolean({ description: "Whether the site has a site.yml." }),
    changed_at: Type.Optional(Type.String()),
    changed_by: Type.Optional(Type.String({ description: "Name of the person." })),
    teams: Type.Array(Type.String(), { description: "Of the file and of the console." }),
    data: Type.Array(settingSchema),
  },
  closed,
);
export type SettingsView = Static<typeof settingsSchema>;

export const changeSettingsSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 0 }),
    set: Type.Record(Type.String({ minLength: 1, maxLength: 200 }), valueSchema, {
      minProperties: 1,
      maxProperties: 50,
      description: "Values by key. null takes a setting back.",
    }),
  },
  closed,
);
export type ChangeSettings = Static<typeof changeSettingsSchema>;

export const tryHoursSchema = Type.Object(
  {
    hours: Type.Optional(valueSchema),
    holidays: Type.Array(Type.String({ maxLength: 10 }), { maxItems: 400 }),
    time_zone: Type.String({ minLength: 1, maxLength: 100 }),
    at: Type.Optional(
      Type.String({ maxLength: 16, description: "On a clock of the zone: 2026-12-25T10:00. Missing: now." }),
    ),
  },
  closed,
);
export type TryHours = Static<typeof tryHoursSchema>;

export const hoursTriedSchema = Type.Object(
  {
    open: Type.Boolean(),
    at: Type.String({ description: "The time that was tried, on a clock of the zone." }),
    clock: Type.Union([Type.Literal("once"), Type.Literal("skipped"), Type.Literal("twice")], {
      description: "skipped: the clock jumps over that time. twice: it comes two times; the first was tried.",
    }),
    closes_at: Type.Optional(Type.String()),
    opens_at: Type.Optional(Type.String()),
  },
  closed,
);
export type HoursTried = Static<typeof hoursTriedSchema>;

export const webhookNameSchema = Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_-]{0,39}$" });
const formSchema = {
  url: Type.String({ minLength: 1, maxLength: 2000 }),
  on: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 20 }),
};
export const makeWebhookSchema = Type.Object({ name: webhookNameSchema, ...formSchema }, closed);
export type MakeWebhook = Static<typeof makeWebhookSchema>;
export const changeWebhookSchema = Type.Object(formSchema, closed);
export type ChangeWebhook = Static<typeof changeWebhookSchema>;
export const webhookSecretSchema = Type.Object(
  { secret: Type.String({ description: "By which what is sent is signed. It is told only now." }) },
  closed,
);
export type WebhookSecret = Static<typeof webhookSecretSchema>;

export const deliveryRowSchema = Type.Object(
  {
    id: Type.String(),
    type: Type.String(),
    state: Type.Union([Type.Literal("waiting"), Type.Literal("delivered"), Type.Literal("dead")]),
    tries: Type.Integer({ minimum: 0 }),
    fault: Type.Optional(Type.String({ description: "Why the last try failed." })),
    at: Type.String({ description: "When it happened that was to be told." }),
    changed_at: Type.String({ description: "When it was tried last, or left." }),
    next_try_at: Type.Optional(Type.String()),
  },
  closed,
);
export type DeliveryRow = Static<typeof deliveryRowSchema>;
export const deliveriesSchema = Type.Object(
  { data: Type.Array(deliveryRowSchema), next_cursor: Type.Union([Type.String(), Type.Null()]) },
  closed,
);
export type DeliveriesPage = Static<typeof deliveriesSchema>;

export const aboutSchema = Type.Object(
  {
    version: Type.String(),
    node: Type.String(),
    started_at: Type.String(),
    public_url: Type.String(),
    store: Type.Object(
      { kind: Type.Union([Type.Literal("sqlite"), Type.Literal("mongodb")]), answers_ms: Type.Integer() },
      closed,
    ),
    redis: Type.Boolean(),
    metrics: Type.Boolean(),
    streams: Type.Integer({ description: "Event streams of visitors and reps that are open at this node." }),
    late: Type.Object(
      { clocks_ms: Type.Integer(), outbox_ms: Type.Integer(), deliveries_ms: Type.Integer() },
      closed,
    ),
    mail: Type.Optional(
      Type.Object(
        {
          host: Type.String(),
          port: Type.Integer(),
          tls: Type.Boolean(),
          login: Type.Boolean(),
          from: Type.String(),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type About = Static<typeof aboutSchema>;

export const mailTriedSchema = Type.Object(
  {
    to: Type.String(),
    fault: Type.Optional(Type.String({ description: "Missing: the mail server took it." })),
  },
  closed,
);
export type MailTried = Static<typeof mailTriedSchema>;

export const sightingsSchema = Type.Object(
  {
    data: Type.Array(
      Type.Object({ origin: Type.String(), at: Type.String(), allowed: Type.Boolean() }, closed),
    ),
    next_cursor: Type.Null(),
  },
  closed,
);
export type SightingView = Static<typeof sightingsSchema>["data"][number];
