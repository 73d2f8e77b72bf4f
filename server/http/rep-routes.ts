import Type from "typebox";
import type { Accounts } from "../auth/accounts.ts";
import type { LoggedIn } from "../auth/sessions.ts";
import type { Desks } from "../handoff/desks.ts";
import type { LiveAlerts } from "../handoff/live-alerts.ts";
import { faultDetails } from "../log.ts";
import type { Conversation } from "../stores/ports.ts";
import type { Signal } from "../turns/bus.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { claim, close, giveBack, type Rep } from "../turns/rep-acts.ts";
import { messageOfReps } from "../turns/same-id.ts";
import { type TurnSetting, unknownConversation } from "../turns/take.ts";
import {
  closeSchema,
  type InboxDetail,
  inboxDetailSchema,
  inboxPageSchema,
  queueSchema,
  returnSchema,
} from "../wire/rep.ts";
import { clientIdSchema } from "../wire/visitor.ts";
import type { Streams } from "./event-stream.ts";
import { sessionToken } from "./gate.ts";
import { inboxPage, type ListSetting, type LookingSetting, lookingAt } from "./inbox-list.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { inboxDetail } from "./presenters/inbox.ts";
import { ANSWERED, type Call, type Route, route } from "./route.ts";

export interface RepSetting extends TurnSetting, ListSetting {
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
        summary:
          "One queue of the inbox: waiting by the longest wait, snoozed by the first to come back, the others by the newest change; with `q` what a search finds, such as `is:unclaimed score:>70 page:/pricing budget`.",
        query: Type.Object(
          {
            queue: Type.Optional(queueSchema),
            q: Type.Optional(Type.String({ maxLength: 300 })),
            cursor: Type.Optional(cursorSchema),
            limit: Type.Optional(limitSchema),
          },
          { additionalProperties: false },
        ),
        reply: inboxPageSchema,
      },
      async ({ who, query: { queue = "waiting", q, cursor, limit = PAGE_SIZE } }) =>
        await inboxPage(setting, who.actor.id, { queue, q, cursor, limit: Number(limit) }),
    ),
    route(
      "GET /api/v1/inbox/:id",
      { summary: "One conversation with its lead.", params, reply: inboxDetailSchema },
      async ({ who, params }) => {
        const conversation = await setting.conversations.load(setting.playbooks.site().id, params.id);
        if (!conversation || conversation.erasedAt !== undefined) throw unknownConversation();
        return await detail(setting, conversation, who.actor.id);
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
      async ({ who, params }) => {
        const claimed = await claim(setting, params.id, repOf(who));
        // Whoever takes visitors is at work, whatever their browser says of it.
        await setting.desks.change(who.person.id);
        return await detail(setting, claimed, who.person.id);
      },
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
        await detail(setting, await giveBack(setting, params.id, repOf(who), body.step), who.person.id),
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
        await detail(setting, await close(setting, params.id, repOf(who), body.outcome), who.person.id),
    ),
    route(
      "GET /api/v1/events",
      {
        summary:
          "A stream with the events inbox for each conversation that changed, note for each line to one's team, signal for who looks or types, and alert when one is wanted. Whoever has it open is online.",
        stream: true,
      },
      (call) => {
        streamInbox(setting, call);
        return ANSWERED;
      },
    ),
  ];
}

export function repOf({ person }: LoggedIn): Rep {
  return { id: person.id, name: person.name };
}

/**
 * The conversation as reps see it, after something was done to it.
 *
 * @param me id of who asks.
 */
export async function detail(
  setting: LookingSetting,
  conversation: Conversation,
  me: string,
): Promise<InboxDetail> {
  const [messages, playbook] = await Promise.all([
    messagesAfter(setting.conversations, conversation, 0),
    setting.playbooks.version(conversation.talk.version),
  ]);
  const shown = messages.map(messageOfReps);
  return inboxDetail(conversation, shown, playbook, lookingAt(setting, me, conversation.id));
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
  const { accounts, bus, presence, signals, streams, log, cookie, desks, alerts } = setting;
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
  const unlisten = bus.listenToAll(({ note, acts: _acts, ...hint }) => {
    stream.send("inbox", hint);
    if (!note || !isIn(setting, note.team, who.person.email)) return;
    const { at, team, text, by, mentions } = note;
    stream.send("note", { conversation: hint.conversation, at, team, text, by, mentions });
  });
  const tell = ({ conversation, who: whom, is }: Signal) => {
    if (whom?.id !== who.person.id) stream.send("signal", { conversation, ...(whom && { who: whom }), is });
  };
  const ignore = bus.onSignals(tell);
  for (const signal of signals.current()) tell(signal);
  const leave = presence.arrive(who.person.email);
  const unalert = alerts.listen(who.person.id, (alert) => stream.send("alert", alert));
  desks.change(who.person.id).catch((error: unknown) => log.warn("presence.unsaid", faultDetails(error)));
  end = () => {
    unalert();
    unlisten();
    ignore();
    leave();
  };
  if (stream.over()) end();
}
