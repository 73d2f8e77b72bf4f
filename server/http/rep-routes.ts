import Type from "typebox";
import { messageForReps } from "../../engine/index.ts";
import type { Accounts } from "../auth/accounts.ts";
import type { LoggedIn } from "../auth/sessions.ts";
import type { Desks } from "../handoff/desks.ts";
import type { LiveAlerts } from "../handoff/live-alerts.ts";
import { faultDetails } from "../log.ts";
import type { Conversation } from "../stores/ports.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { claim, close, giveBack, type Rep, reply } from "../turns/rep-acts.ts";
import { plainMessage } from "../turns/same-id.ts";
import { type TurnSetting, unknownConversation } from "../turns/take.ts";
import {
  closeSchema,
  type InboxDetail,
  inboxDetailSchema,
  inboxPageSchema,
  queueSchema,
  replySchema,
  returnSchema,
} from "../wire/rep.ts";
import { clientIdSchema, updateSchema } from "../wire/visitor.ts";
import type { Streams } from "./event-stream.ts";
import { sessionToken } from "./gate.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { inboxDetail, inboxRow } from "./presenters/inbox.ts";
import { ANSWERED, type Call, type Route, route } from "./route.ts";

export interface RepSetting extends TurnSetting {
  readonly streams: Streams;
  readonly accounts: Accounts;
  readonly cookie: string;
  readonly desks: Desks;
  readonly alerts: LiveAlerts;
}

const params = Type.Object({ id: clientIdSchema }, { additionalProperties: false });
export const cursorSchema = Type.String({ minLength: 1, maxLength: 500, pattern: "^[A-Za-z0-9_-]+$" });
export const limitSchema = Type.String({
  pattern: "^([1-9][0-9]?|100)$",
  description: "1 to 100; default 50.",
});
export const PAGE_SIZE = 50;

/** What a rep does in the inbox. */
export function repRoutes(setting: RepSetting): readonly Route[] {
  return [
    route(
      "GET /api/v1/inbox",
      {
        summary: "One queue of the inbox: waiting by the longest wait, the others by the newest change.",
        query: Type.Object(
          {
            queue: Type.Optional(queueSchema),
            cursor: Type.Optional(cursorSchema),
            limit: Type.Optional(limitSchema),
          },
          { additionalProperties: false },
        ),
        reply: inboxPageSchema,
      },
      async ({ who, query }) => {
        const { queue = "waiting", cursor } = query;
        const siteId = setting.playbooks.site().id;
        const owner = who.actor.id;
        const [{ rows, next }, counts] = await Promise.all([
          setting.conversations.list({
            siteId,
            queue,
            limit: Number(query.limit ?? PAGE_SIZE),
            ...(queue === "mine" && { owner }),
            ...(cursor !== undefined && { cursor }),
          }),
          setting.conversations.count(siteId, owner),
        ]);
        return { data: rows.map(inboxRow), next_cursor: next ?? null, counts };
      },
    ),
    route(
      "GET /api/v1/inbox/:id",
      { summary: "One conversation with its lead.", params, reply: inboxDetailSchema },
      async ({ params }) => {
        const conversation = await setting.conversations.load(setting.playbooks.site().id, params.id);
        if (!conversation || conversation.erasedAt !== undefined) throw unknownConversation();
        return await detail(setting, conversation);
      },
    ),
    route(
      "POST /api/v1/inbox/:id/claim",
      {
        summary: "Takes the conversation over. 409 with the owner's name for all but the first.",
        params,
        reply: inboxDetailSchema,
        turn: true,
      },
      async ({ who, params }) => await detail(setting, await claim(setting, params.id, repOf(who))),
    ),
    route(
      "POST /api/v1/inbox/:id/replies",
      {
        summary: "Says something to the visitor. The same id again: the same answer.",
        params,
        body: replySchema,
        reply: updateSchema,
        turn: true,
      },
      async ({ who, params, body }) => await reply(setting, params.id, repOf(who), body),
    ),
    route(
      "POST /api/v1/inbox/:id/return",
      {
        summary: "Gives the conversation back to the bot, at a section when one is named.",
        params,
        body: returnSchema,
        reply: inboxDetailSchema,
        turn: true,
      },
      async ({ who, params, body }) =>
        await detail(setting, await giveBack(setting, params.id, repOf(who), body.step)),
    ),
    route(
      "POST /api/v1/inbox/:id/close",
      {
        summary: "Ends the conversation with an outcome.",
        params,
        body: closeSchema,
        reply: inboxDetailSchema,
        turn: true,
      },
      async ({ who, params, body }) =>
        await detail(setting, await close(setting, params.id, repOf(who), body.outcome)),
    ),
    route(
      "GET /api/v1/events",
      {
        summary:
          "A stream with the event inbox for each conversation that changed, note for each line to one's team, and alert when one is wanted. Whoever has it open is online.",
        stream: true,
      },
      (call) => {
        streamInbox(setting, call);
        return ANSWERED;
      },
    ),
  ];
}

function repOf({ person }: LoggedIn): Rep {
  return { id: person.id, name: person.name };
}

export async function detail(setting: RepSetting, conversation: Conversation): Promise<InboxDetail> {
  const [messages, playbook] = await Promise.all([
    messagesAfter(setting.conversations, conversation, 0),
    setting.playbooks.version(conversation.talk.version),
  ]);
  return inboxDetail(conversation, messages.map(messageForReps).map(plainMessage), playbook);
}

/** A team that no file names, or in which there is nobody, has everybody in it. */
function isIn({ playbooks }: RepSetting, team: string, email: string): boolean {
  const people = playbooks.site().teams.get(team)?.people ?? [];
  return people.length === 0 || people.some((one) => one.toLowerCase() === email);
}

function streamInbox(
  setting: RepSetting,
  { who, request, response }: Pick<Call<"GET /api/v1/events", never>, "who" | "request" | "response">,
): void {
  const { accounts, bus, presence, streams, log, cookie, desks, alerts } = setting;
  const token = sessionToken(request, cookie) ?? "";
  // Whoever logged out elsewhere, or whose session ran out, must not go on listening.
  const checkSession = oneAtATime(
    async () => {
      if (!(await accounts.find(token))) stream.end();
    },
    (error) => log.warn("request.failed", { route: "inbox stream", ...faultDetails(error) }),
  );
  let end = () => {};
  const stream = streams.open({
    request,
    response,
    reader: `person ${who.person.id}`,
    beat: checkSession,
    ended: () => end(),
  });
  const unlisten = bus.listenToAll(({ note, ...hint }) => {
    stream.send("inbox", hint);
    if (!note || !isIn(setting, note.team, who.person.email)) return;
    stream.send("note", { conversation: hint.conversation, at: note.at, team: note.team, text: note.text });
  });
  const leave = presence.arrive(who.person.email);
  const unalert = alerts.listen(who.person.id, (alert) => stream.send("alert", alert));
  desks.change(who.person.id).catch((error: unknown) => log.warn("presence.unsaid", faultDetails(error)));
  end = () => {
    unalert();
    unlisten();
    leave();
  };
  if (stream.over()) end();
}
