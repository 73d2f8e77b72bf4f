import type { TurnEvent } from "../../engine/index.ts";
import type { Conversation, RecentAnswer } from "../stores/ports.ts";
import { mustOwn, type Rep } from "../turns/rep-acts.ts";
import { answeredBefore, contentHash } from "../turns/same-id.ts";
import { type Plan, type TurnSetting, take } from "../turns/take.ts";
import type { EditAnswer, Steer } from "../wire/steer.ts";

/** What came of a rep's act; `again`: the same id came before, and nothing was done now. */
export interface Steered {
  readonly conversation: Conversation;
  readonly again: boolean;
}

/**
 * Has the bot do something. The same id again changes nothing.
 *
 * @throws {Refusal} MOVE_ILLEGAL when the playbook does not allow it here; NOT_OWNER when somebody else has the conversation.
 */
export async function steerConversation(
  setting: TurnSetting,
  id: string,
  rep: Rep,
  { id: client, move }: Steer,
): Promise<Steered> {
  const event: TurnEvent = { type: "steer", name: rep.name, move };
  return await takeOnce(setting, id, rep, { client, event, said: { move } }, (now) => {
    if (now.talk.status === "human") mustOwn(now, rep);
  });
}

/**
 * Writes down an answer in the rep's words. The same id again changes nothing.
 *
 * @throws {Refusal} ANSWER_REFUSED when it is none.
 */
export async function editAnswer(
  setting: TurnSetting,
  id: string,
  rep: Rep,
  { id: client, question, text }: EditAnswer,
): Promise<Steered> {
  const words = text.normalize("NFC");
  const event: TurnEvent = { type: "rep_edited", name: rep.name, question, text: words };
  return await takeOnce(setting, id, rep, { client, event, said: { question, text } }, () => undefined);
}

async function takeOnce(
  setting: TurnSetting,
  id: string,
  rep: Rep,
  act: { readonly client: string; readonly event: TurnEvent; readonly said: object },
  mayDo: (now: Conversation) => void,
): Promise<Steered> {
  const client = { id: `rep:${act.client}`, hash: contentHash({ rep: rep.id, ...act.said }) };
  const result = await take(
    setting,
    id,
    (now): Plan<{ readonly conversation: Conversation; readonly answer: RecentAnswer }> => {
      const answer = answeredBefore(now, client.id, client.hash);
      if (answer) return { done: { conversation: now, answer } };
      mayDo(now);
      return { turn: { event: act.event, client } };
    },
  );
  return "done" in result
    ? { conversation: result.done.conversation, again: true }
    : { conversation: result.conversation, again: false };
}
