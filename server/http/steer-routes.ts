import Type from "typebox";
import { steeringOf } from "../../engine/index.ts";
import type { AuditAct, AuditLog } from "../audit/audit-log.ts";
import type { Doer } from "../auth/account-parts.ts";
import { editAnswer, type Steered, steerConversation } from "../steer/steer-acts.ts";
import { type TurnSetting, unknownConversation } from "../turns/take.ts";
import { inboxDetailSchema } from "../wire/rep.ts";
import { editAnswerSchema, steeringSchema, steerSchema, type WireSteering } from "../wire/steer.ts";
import { clientIdSchema } from "../wire/visitor.ts";
import type { LookingSetting } from "./inbox-list.ts";
import { doer } from "./own-routes.ts";
import { steeringView } from "./presenters/steering.ts";
import { detail, repOf } from "./rep-routes.ts";
import { type Route, route } from "./route.ts";

export interface SteerSetting extends TurnSetting, LookingSetting {
  readonly audit: AuditLog;
}

const params = Type.Object({ id: clientIdSchema }, { additionalProperties: false });

/** Steering without taking over, and answers that reps write down. */
export function steerRoutes(setting: SteerSetting): readonly Route[] {
  return [
    route(
      "GET /api/v1/conversations/:id/steer",
      {
        summary: "Where the visitor is in the playbook, what is known and missing, and every legal move.",
        params,
        reply: steeringSchema,
      },
      async ({ who, params }) => await steering(setting, params.id, who.person.id),
    ),
    route(
      "POST /api/v1/conversations/:id/steer",
      {
        summary: "Has the bot do one of the legal moves. The same id again changes nothing.",
        params,
        body: steerSchema,
        reply: inboxDetailSchema,
        turn: true,
      },
      async (call) => {
        const { who, params, body } = call;
        const done = await steerConversation(setting, params.id, repOf(who), body);
        await note(setting, done, doer(call), "conversation.steered", body.move.do);
        return await detail(setting, done.conversation, who.person.id);
      },
    ),
    route(
      "POST /api/v1/conversations/:id/answers",
      {
        summary: "Writes down an answer in a rep's words; the score is worked out anew.",
        params,
        body: editAnswerSchema,
        reply: inboxDetailSchema,
        turn: true,
      },
      async (call) => {
        const { who, params, body } = call;
        const done = await editAnswer(setting, params.id, repOf(who), body);
        await note(setting, done, doer(call), "answer.edited", body.question);
        return await detail(setting, done.conversation, who.person.id);
      },
    ),
  ];
}

async function note(
  { audit }: SteerSetting,
  { conversation, again }: Steered,
  by: Doer,
  what: AuditAct,
  detail: string,
): Promise<void> {
  if (!again) await audit.write({ ...by, what, object: conversation.id, detail });
}

async function steering(setting: SteerSetting, id: string, person: string): Promise<WireSteering> {
  const { conversations, playbooks, presence, timekeeper } = setting;
  const site = playbooks.site();
  const conversation = await conversations.load(site.id, id);
  if (!conversation || conversation.erasedAt !== undefined) throw unknownConversation();
  const { talk, owner } = conversation;
  const playbook = await playbooks.version(talk.version);
  const begun = playbook?.rests.has(talk.snapshot.value) === true;
  if (!playbook || !begun) return nowhere(talk);
  const online = presence.online(site, playbook.teams);
  const world = { now: timekeeper.now(), site, online };
  return steeringView(steeringOf(playbook, talk, world), owner?.id === person);
}

/** Its version is gone, or it never began: there is no map. */
function nowhere({
  status,
  step,
}: {
  readonly status: WireSteering["status"];
  readonly step: string;
}): WireSteering {
  return { status, section: step, known: [], missing: [], asks: [], offers: [], goes: [], says: false };
}
