import Type from "typebox";
import type { AuditLog } from "../audit/audit-log.ts";
import { aboutOf } from "../live/about.ts";
import { liveVisitors } from "../live/live-visitors.ts";
import { sayVisit } from "../live/say-visit.ts";
import { startTalk } from "../live/start-talk.ts";
import { type ResumeSetting, resumeBy } from "../resume/resume.ts";
import type { Stores } from "../stores/ports.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { plainMessage } from "../turns/same-id.ts";
import { type TurnSetting, unknownConversation } from "../turns/take.ts";
import type { Visitors } from "../visitors/visitors.ts";
import {
  aboutSchema,
  liveVisitorsSchema,
  resumeSchema,
  startTalkSchema,
  visitReplySchema,
  visitSchema,
} from "../wire/live.ts";
import { inboxDetailSchema } from "../wire/rep.ts";
import { clientIdSchema, startedSchema } from "../wire/visitor.ts";
import { tokenOf } from "./gate.ts";
import type { LookingSetting } from "./inbox-list.ts";
import { doer } from "./own-routes.ts";
import { detail, repOf } from "./rep-routes.ts";
import { type Route, route } from "./route.ts";
import { ownConversation } from "./visitor-routes.ts";

export interface LiveRouteSetting
  extends TurnSetting,
    LookingSetting,
    Pick<ResumeSetting, "secretKey" | "siteId"> {
  readonly visitors: Visitors;
  readonly stores: Pick<Stores, "visits" | "resumeLinks" | "leads">;
  readonly audit: AuditLog;
  /** Whether there is a way to send mail. */
  readonly mails: boolean;
}

const params = Type.Object({ id: clientIdSchema }, { additionalProperties: false });

/** Who is on the site, what stands beside a conversation, and conversations that go on at another device. */
export function liveRoutes(setting: LiveRouteSetting): readonly Route[] {
  return [...ofVisitors(setting), ...ofReps(setting)];
}

function ofVisitors(setting: LiveRouteSetting): readonly Route[] {
  const { stores } = setting;
  return [
    route(
      "POST /api/v1/conversations/:id/visit",
      {
        summary: "A visitor who talks says which page they are on. Tells whether a person wants to talk.",
        params,
        body: visitSchema,
        reply: visitReplySchema,
      },
      async ({ who, params, body }) => {
        const conversation = await ownConversation(setting, params.id, who);
        return await sayVisit({ ...setting, visits: stores.visits }, conversation, body);
      },
    ),
    route(
      "POST /api/v1/resume",
      {
        summary: "Goes on with a conversation at this device, by the link of a mail. The link works once.",
        body: resumeSchema,
        reply: startedSchema,
      },
      async ({ body, request }) => {
        const around = { ...setting, resumeLinks: stores.resumeLinks };
        const conversation = await resumeBy(around, body.link, tokenOf(request));
        const { id, talk } = conversation;
        const { playbook, version, status, seq } = talk;
        const messages = await messagesAfter(setting.conversations, conversation, 0);
        return { conversation: { id, playbook, version, status, seq }, messages: messages.map(plainMessage) };
      },
    ),
  ];
}

function ofReps(setting: LiveRouteSetting): readonly Route[] {
  const { stores, timekeeper } = setting;
  const { visits, leads } = stores;
  const now = () => timekeeper.now();
  return [
    route(
      "GET /api/v1/visitors",
      { summary: "Visitors who are on the site now, who came last first.", reply: liveVisitorsSchema },
      async () => ({ data: [...(await liveVisitors({ ...setting, visits, now }))], next_cursor: null }),
    ),
    route(
      "GET /api/v1/conversations/:id/beside",
      {
        summary: "Pages, whether the visitor is there, their time zone, other conversations, and mail.",
        params,
        reply: aboutSchema,
      },
      async ({ params }) => {
        const conversation = await setting.conversations.load(setting.siteId(), params.id);
        if (!conversation || conversation.erasedAt !== undefined) throw unknownConversation();
        return await aboutOf({ ...setting, visits, leads, now }, conversation);
      },
    ),
    route(
      "POST /api/v1/conversations/:id/start",
      {
        summary:
          "Begins to talk with a visitor who is on the site: the rep has the conversation, the chat opens.",
        params,
        body: startTalkSchema,
        reply: inboxDetailSchema,
        turn: true,
      },
      async (call) => {
        const { who, params, body } = call;
        const conversation = await startTalk({ ...setting, visits }, params.id, repOf(who), body);
        await setting.audit.write({ ...doer(call), what: "conversation.started", object: params.id });
        return await detail(setting, conversation, who.person.id);
      },
    ),
  ];
}
