import { Refusal } from "../refusal.ts";
import { type Conversation, type Note, StaleConversationError } from "../stores/ports.ts";
import { earliest } from "./next-conversation.ts";
import { type TurnSetting, unknownConversation } from "./take.ts";

type AmendSetting = Pick<TurnSetting, "conversations" | "playbooks" | "bus" | "lanes" | "timekeeper" | "log">;

const TRIES = 8;
const LONGEST_WAIT_MS = 40;

/**
 * Changes something about a conversation that is no turn: the visitor never sees it and no replay needs it. As with turns,
 * the change is made again on what is there when somebody else was faster.
 *
 * @param change undefined: there is nothing to do.
 * @param note told to colleagues who listen.
 * @throws {Refusal} CONVERSATION_UNKNOWN; what the change throws; TRY_AGAIN after 8 tries.
 */
export async function amend(
  setting: AmendSetting,
  id: string,
  change: (now: Conversation) => Conversation | undefined,
  note?: Note,
): Promise<Conversation> {
  return await setting.lanes.run(id, async () => {
    for (let tries = 1; tries <= TRIES; tries++) {
      const before = await setting.conversations.load(setting.playbooks.site().id, id);
      if (!before || before.erasedAt !== undefined) throw unknownConversation();
      const changed = change(before);
      if (!changed) return before;
      const kept = amended(before, changed);
      if (await saved(setting, kept)) {
        const { talk, acts } = kept;
        setting.bus.tell({
          conversation: id,
          seq: talk.seq,
          status: talk.status,
          acts,
          ...(note && { note }),
        });
        return kept;
      }
      await setting.timekeeper.wait(setting.timekeeper.random() * LONGEST_WAIT_MS * tries);
    }
    setting.log.warn("turn.gave_up", { conversation: id });
    throw new Refusal("TRY_AGAIN", "Many things happened here at once. Try again.", { retryAfter: 1 });
  });
}

function amended(before: Conversation, changed: Conversation): Conversation {
  const { talk, snoozedUntil } = changed;
  return {
    ...changed,
    v: before.v + 1,
    acts: (before.acts ?? 0) + 1,
    nextDueAt: earliest([...talk.clocks.map((clock) => clock.dueAt), snoozedUntil]),
  };
}

async function saved({ conversations }: AmendSetting, conversation: Conversation): Promise<boolean> {
  try {
    await conversations.save(conversation);
    return true;
  } catch (error) {
    if (error instanceof StaleConversationError) return false;
    throw error;
  }
}
