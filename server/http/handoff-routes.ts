import Type from "typebox";
import type { LoggedIn } from "../auth/sessions.ts";
import { acceptTransfer, decline, endTransfer, offerTransfer, stopWaiting } from "../handoff/handoff-acts.ts";
import type { Routing } from "../handoff/routing.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation } from "../stores/ports.ts";
import type { Rep } from "../turns/rep-acts.ts";
import { contentHash, type TurnAnswer, updateOf } from "../turns/same-id.ts";
import {
  changeDeskSchema,
  deskSchema,
  desksSchema,
  offerTransferSchema,
  stopWaitingSchema,
} from "../wire/handoff.ts";
import { type InboxDetail, inboxDetailSchema } from "../wire/rep.ts";
import { clientIdSchema, updateSchema } from "../wire/visitor.ts";
import { deskView } from "./presenters/handoff.ts";
import { detail, type RepSetting } from "./rep-routes.ts";
import { type Route, route } from "./route.ts";

export interface HandoffSetting extends RepSetting {
  readonly routing: Pick<Routing, "wake">;
}

const params = Type.Object({ id: clientIdSchema }, { additionalProperties: false });

/** What people do about handoffs besides claiming them: desks, transfers, and a visitor who stops waiting. */
export function handoffRoutes(setting: HandoffSetting): readonly Route[] {
  return [...deskRoutes(setting), ...transferRoutes(setting), stopRoute(setting)];
}

function deskRoutes({ desks, routing }: HandoffSetting): readonly Route[] {
  return [
    route(
      "GET /api/v1/desks",
      {
        summary: "Everybody who answers visitors: who is there, and how much they have.",
        reply: desksSchema,
      },
      async () => ({ data: (await desks.all()).map(deskView), next_cursor: null }),
    ),
    route(
      "POST /api/v1/me/desk",
      {
        summary: "Says that one is online, busy or away, or that one did something just now.",
        body: changeDeskSchema,
        reply: deskSchema,
      },
      async ({ who, body }) => {
        await desks.change(who.person.id, body.stance);
        routing.wake();
        const own = (await desks.all()).find(({ id }) => id === who.person.id);
        if (!own) throw new Refusal("PERSON_UNKNOWN", "There is no such person.");
        return deskView(own);
      },
    ),
  ];
}

function transferRoutes(setting: HandoffSetting): readonly Route[] {
  const shown = async (act: Promise<Conversation>, { id }: Rep): Promise<InboxDetail> =>
    await detail(setting, await act, id);
  return [
    route(
      "POST /api/v1/inbox/:id/transfer",
      {
        summary: "Asks a colleague or a team to take the conversation over. It bounces when nobody accepts.",
        params,
        body: offerTransferSchema,
        reply: inboxDetailSchema,
        turn: true,
      },
      async ({ who, params, body }) =>
        await shown(offerTransfer(setting, params.id, repOf(who), body), repOf(who)),
    ),
    route(
      "POST /api/v1/inbox/:id/transfer/accept",
      { summary: "Takes over what a colleague passes on.", params, reply: inboxDetailSchema, turn: true },
      async ({ who, params }) => await shown(acceptTransfer(setting, params.id, repOf(who)), repOf(who)),
    ),
    route(
      "DELETE /api/v1/inbox/:id/transfer",
      {
        summary: "Says no to a transfer, or takes one's own back. The conversation stays with its owner.",
        params,
        reply: inboxDetailSchema,
        turn: true,
      },
      async ({ who, params }) => await shown(endTransfer(setting, params.id, repOf(who)), repOf(who)),
    ),
    route(
      "POST /api/v1/inbox/:id/decline",
      {
        summary: "Says that one would rather not take a visitor who was offered: somebody else is asked.",
        params,
        reply: inboxDetailSchema,
        turn: true,
      },
      async ({ who, params }) => await shown(decline(setting, params.id, repOf(who)), repOf(who)),
    ),
  ];
}

function stopRoute(setting: HandoffSetting): Route {
  return route(
    "POST /api/v1/conversations/:id/stop-waiting",
    {
      summary: "The visitor would rather not wait for a person: the bot says what else there is.",
      params,
      body: stopWaitingSchema,
      reply: updateSchema,
      turn: true,
    },
    async ({ who, params, body }) => {
      const client = { id: body.id, hash: contentHash({ stop: true }) };
      const result: TurnAnswer = await stopWaiting(setting, params.id, who, client);
      return await updateOf(setting.conversations, result);
    },
  );
}

function repOf({ person }: LoggedIn): Rep {
  return { id: person.id, name: person.name };
}
