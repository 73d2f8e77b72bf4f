import type { TurnEvent } from "../../engine/index.ts";
import type { FileRecord, FileStore } from "../files/file-store.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, RecentAnswer } from "../stores/ports.ts";
import type { SendMessage, Update } from "../wire/visitor.ts";
import { answeredBefore, contentHash, updateOf } from "./same-id.ts";
import { type Plan, type TurnSetting, take, unknownConversation } from "./take.ts";

/**
 * One message, tap or change of a visitor.
 *
 * @param files Where a `file` that is sent was uploaded to.
 * @param origin Keyed hash of where the request came from.
 * @param visitor SHA-256 of the visitor's token, hex.
 * @returns the messages that the turn added; for an id that came before, the same answer as then.
 * @throws {Refusal} CONVERSATION_UNKNOWN also when the conversation is another visitor's.
 */
export async function sendMessage(
  setting: TurnSetting,
  conversation: string,
  visitor: string,
  message: SendMessage,
  files?: Pick<FileStore, "stat">,
  origin?: string,
): Promise<Update> {
  const { id, ...said } = message;
  const hash = contentHash(said);
  const siteId = setting.playbooks.site().id;
  const record = said.file === undefined ? undefined : await files?.stat(siteId, conversation, said.file);
  const event = messageEvent(said, record);
  const result = await take(
    setting,
    conversation,
    (now): Plan<{ conversation: Conversation; answer: RecentAnswer }> => {
      if (now.visitor !== visitor) throw unknownConversation();
      if (said.file !== undefined && !record) throw unknownFile();
      const answer = answeredBefore(now, id, hash);
      if (answer) return { done: { conversation: now, answer } };
      return { turn: { event, client: { id, hash }, ...(origin !== undefined && { origin }) } };
    },
  );
  return await updateOf(setting.conversations, result);
}

export function unknownFile(): Refusal {
  return new Refusal("FILE_UNKNOWN", "There is no such file in this conversation.");
}

function messageEvent(
  { text, choice, choices, change }: Omit<SendMessage, "id">,
  record: FileRecord | undefined,
): TurnEvent {
  return {
    type: "message",
    ...(text !== undefined && { text: text.normalize("NFC") }),
    ...(choice !== undefined && { choice }),
    ...(choices !== undefined && { choices }),
    ...(change !== undefined && { change }),
    ...(record && { file: { id: record.id, name: record.name, type: record.type, size: record.size } }),
  };
}
