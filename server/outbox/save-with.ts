import { type Conversation, type ConversationStore, StaleConversationError } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Lanes } from "../turns/lanes.ts";

export interface SaveSetting {
  readonly conversations: ConversationStore;
  readonly timekeeper: Timekeeper;
  readonly lanes: Lanes;
}

const TRIES = 8;

/**
 * Saves a change that is no turn. When others were faster, the change is made again on what they left.
 *
 * @param change Undefined: there is nothing to change any more, and nothing is saved.
 * @returns what was saved; undefined when there was nothing to change, or the conversation is gone.
 * @throws {StaleConversationError} when others were faster eight times.
 */
export async function saveWith(
  setting: SaveSetting,
  from: Conversation,
  change: (conversation: Conversation) => Conversation | undefined,
): Promise<Conversation | undefined> {
  return await setting.lanes.run(from.id, () => saveInLane(setting, from, change));
}

async function saveInLane(
  { conversations, timekeeper }: SaveSetting,
  from: Conversation,
  change: (conversation: Conversation) => Conversation | undefined,
): Promise<Conversation | undefined> {
  let current = from;
  for (let tries = 1; ; tries++) {
    const next = change(current);
    if (!next) return undefined;
    try {
      await conversations.save(next);
      return next;
    } catch (error) {
      if (!(error instanceof StaleConversationError) || tries === TRIES) throw error;
    }
    await timekeeper.wait(timekeeper.random() * 40 * tries);
    const loaded = await conversations.load(from.siteId, from.id);
    if (!loaded) return undefined;
    current = loaded;
  }
}
