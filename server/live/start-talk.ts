import { saveWith } from "../outbox/save-with.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation } from "../stores/ports.ts";
import { claim, type Rep, reply } from "../turns/rep-acts.ts";
import type { TurnSetting } from "../turns/take.ts";
import type { StartTalk } from "../wire/live.ts";
import type { VisitStore } from "./visit-store.ts";

export interface StartTalkSetting extends TurnSetting {
  readonly visits: Pick<VisitStore, "of">;
}

/**
 * A rep begins to talk with somebody who is on the site: the conversation is theirs, and the visitor's chat opens by itself.
 * The same id again changes nothing.
 *
 * @throws {Refusal} NOT_NOW when the visitor has left; CLAIMED, naming the owner, when somebody else talks with them.
 */
export async function startTalk(
  setting: StartTalkSetting,
  id: string,
  rep: Rep,
  said: StartTalk,
): Promise<Conversation> {
  const siteId = setting.playbooks.site().id;
  const visit = await setting.visits.of(siteId, id);
  if (!visit || visit.until <= setting.timekeeper.now()) {
    throw new Refusal("NOT_NOW", "The visitor has left the site.");
  }
  await claim(setting, id, rep);
  const { seq } = await reply(setting, id, rep, said);
  const after = await setting.conversations.load(siteId, id);
  if (!after) throw new Refusal("CONVERSATION_UNKNOWN", "There is no such conversation.");
  const knocked = await saveWith(setting, after, (now): Conversation | undefined =>
    (now.knock ?? 0) >= seq ? undefined : { ...now, v: now.v + 1, knock: seq },
  );
  return knocked ?? after;
}
