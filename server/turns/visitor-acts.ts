import type { TurnEvent } from "../../engine/index.ts";
import type { Conversation, RecentAnswer } from "../stores/ports.ts";
import type { SendMessage, Update } from "../wire/visitor.ts";
import { answeredBefore, contentHash, updateOf } from "./same-id.ts";
import { type Plan, type TurnSetting, take, unknownConversation } from "./take.ts";

/**
 * One message, tap or change of a visitor.
 *
 * @param visitor SHA-256 of the visitor's token, hex.
 * @returns the messages that the turn added; for an id that came before, the same answer as then.
 * @throws {Refusal} CONVERSATION_UNKNOWN also when the conversation is another visitor's.
 */
export async function sendMessage(
  setting: TurnSetting,
  conversation: string,
  visitor: string,
  message: SendMessage,
): Promise<Update> {
  const { id, ...said } = message;
  const hash = contentHash(said);
  const event = messageEvent(said);
  const result = await take(
    setting,
    conversation,
    (now): Plan<{ conversation: Conversation; answer: RecentAnswer }> => {
      if (now.visitor !== visitor) throw unknownConversation();
      const answer = answeredBefore(now, id, hash);
      return answer ? { done: { conversation: now, answer } } : { turn: { event, client: { id, hash } } };
    },
  );
  return await updateOf(setting.conversations, result);
}

function messageEvent({ text, choice, choices, change }: Omit<SendMessage, "id">): TurnEvent {
  return {
    type: "message",
    ...(text !== undefined && { text: text.normalize("NFC") }),
    ...(choice !== undefined && { choice }),
    ...(choices !== undefined && { choices }),
    ...(change !== undefined && { change }),
  };
}
