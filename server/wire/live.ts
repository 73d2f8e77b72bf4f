import Type, { type Static } from "typebox";
import { statusSchema } from "./message.ts";
import { gradeSchema, inboxRowSchema } from "./rep.ts";
import { clientIdSchema, pageSchema } from "./visitor.ts";

const strict = { additionalProperties: false } as const;

/** A visitor who talks says where they are; only after they acted, and never before. */
export const visitSchema = Type.Object(
  {
    page: pageSchema,
    time_zone: Type.Optional(
      Type.String({ maxLength: 64, pattern: "^[A-Za-z][A-Za-z0-9_+/-]*$", description: "IANA name." }),
    ),
    seen: Type.Optional(
      Type.Integer({ minimum: 0, description: "seq of the last message that they had before their eyes." }),
    ),
    left: Type.Optional(Type.Boolean({ description: "They are about to leave the page." })),
  },
  strict,
);
export type SayVisit = Static<typeof visitSchema>;

export const visitReplySchema = Type.Object(
  {
    seq: Type.Integer({ minimum: 0 }),
    status: statusSchema,
    open: Type.Boolean({ description: "A person wants to talk: the chat opens by itself." }),
  },
  strict,
);
export type VisitReply = Static<typeof visitReplySchema>;

const pageHereSchema = Type.Object(
  {
    path: Type.String(),
    title: Type.Optional(Type.String()),
    since: Type.String({ description: "On the site since. ISO 8601, UTC." }),
    page_since: Type.String({ description: "On this page since." }),
  },
  strict,
);

export const liveVisitorSchema = Type.Object(
  {
    conversation: inboxRowSchema,
    here: pageHereSchema,
    time_zone: Type.Optional(Type.String()),
    step: Type.String({ description: "The step at which the playbook rests, in words." }),
  },
  strict,
);
export type LiveVisitor = Static<typeof liveVisitorSchema>;

export const liveVisitorsSchema = Type.Object(
  {
    data: Type.Array(liveVisitorSchema),
    next_cursor: Type.Null(),
  },
  strict,
);

export const startTalkSchema = Type.Object(
  { id: clientIdSchema, text: Type.String({ minLength: 1, maxLength: 4000 }) },
  strict,
);
export type StartTalk = Static<typeof startTalkSchema>;

const earlierSchema = Type.Object(
  {
    id: Type.String(),
    playbook: Type.String(),
    status: statusSchema,
    started_at: Type.String(),
    outcome: Type.Optional(Type.String()),
    score: Type.Optional(Type.Number()),
    grade: Type.Optional(gradeSchema),
  },
  strict,
);

/** What stands beside a conversation: where its visitor has been, when it is there, what was before, how they are reached. */
export const aboutSchema = Type.Object(
  {
    pages: Type.Array(
      Type.Object({ path: Type.String(), title: Type.Optional(Type.String()), at: Type.String() }, strict),
      { description: "Pages that were opened since the conversation began, oldest first." },
    ),
    here: Type.Optional(pageHereSchema),
    time_zone: Type.Optional(Type.String({ description: "IANA name, as the visitor's browser tells." })),
    earlier: Type.Array(earlierSchema, {
      description: "Other conversations of the same visitor, or of the same verified address, newest first.",
    }),
    mail: Type.Object(
      {
        reach: Type.Union(
          [
            Type.Literal("verified"),
            Type.Literal("unverified"),
            Type.Literal("no_address"),
            Type.Literal("off"),
          ],
          {
            description:
              "verified: what a rep says goes there by mail when the visitor has left. All others: it does not.",
          },
        ),
        email: Type.Optional(Type.String()),
        last: Type.Optional(
          Type.Object(
            {
              state: Type.Union([
                Type.Literal("sent"),
                Type.Literal("unverified"),
                Type.Literal("no_address"),
                Type.Literal("off"),
                Type.Literal("limited"),
              ]),
              seq: Type.Integer(),
              at: Type.String(),
            },
            strict,
          ),
        ),
      },
      strict,
    ),
  },
  strict,
);
export type About = Static<typeof aboutSchema>;

export const resumeSchema = Type.Object(
  { link: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$", description: "The token of the link in a mail." }) },
  strict,
);
