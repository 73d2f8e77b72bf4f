import { wake } from "../inbox/inbox-acts.ts";
import { Refusal } from "../refusal.ts";
import { type Conversation, StaleConversationError } from "../stores/ports.ts";
import { earliest } from "./next-conversation.ts";
import { type TurnSetting, take } from "./take.ts";

/**
 * Fires each clock of the conversation that is due, in the order of its time, each in a turn of its own. A clock that
 * somebody else fired, or that stopped meanwhile, is passed over.
 */
export async function fireClocks(setting: TurnSetting, id: string): Promise<void> {
  const siteId = setting.playbooks.site().id;
  const conversation = await setting.conversations.load(siteId, id);
  if (!conversation) return;
  const now = setting.timekeeper.now();
  const due = conversation.talk.clocks
    .filter((clock) => clock.dueAt <= now)
    .sort((a, b) => a.dueAt - b.dueAt);
  for (const { key, dueAt } of due) await fireClock(setting, id, key, dueAt);
  if (conversation.snoozedUntil !== undefined && conversation.snoozedUntil <= now) await wake(setting, id);
}

async function fireClock(setting: TurnSetting, id: string, key: string, dueAt: number): Promise<void> {
  const runs = (now: Conversation) =>
    now.talk.clocks.some((clock) => clock.key === key && clock.dueAt === dueAt);
  try {
    const result = await take(setting, id, (now) =>
      runs(now) ? { turn: { event: { type: "clock", key }, client: undefined } } : { done: undefined },
    );
    if ("turn" in result)
      setting.log.info("clock.fired", { conversation: id, late: setting.timekeeper.now() - dueAt });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "TRY_AGAIN") throw error;
    // The engine does not know the clock that it asked for: without this the poller would come back to it for ever.
    await dropClock(setting, id, key);
  }
}

async function dropClock(setting: TurnSetting, id: string, key: string): Promise<void> {
  const conversation = await setting.conversations.load(setting.playbooks.site().id, id);
  if (!conversation) return;
  const clocks = conversation.talk.clocks.filter((clock) => clock.key !== key);
  const talk = { ...conversation.talk, clocks };
  const nextDueAt = earliest([...clocks.map((clock) => clock.dueAt), conversation.snoozedUntil]);
  try {
    await setting.conversations.save({ ...conversation, v: conversation.v + 1, talk, nextDueAt });
    setting.log.warn("clock.dropped", { conversation: id });
  } catch (error) {
    if (!(error instanceof StaleConversationError)) throw error;
  }
}
