import { anotherGo } from "../deliveries/after-send.ts";
import type { Delivery, DeliveryStore } from "../deliveries/delivery-store.ts";
import { leadRecord } from "../outbox/lead-record.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, ConversationStore } from "../stores/ports.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { deliveryIdOf, webhookTarget } from "./fan-out.ts";
import { conversationData, leadData, messageData } from "./payloads.ts";

export interface TellAgainSetting {
  readonly deliveries: Pick<DeliveryStore, "load" | "save">;
  readonly conversations: ConversationStore;
  siteId(): string;
  readonly now: () => number;
  /** Called after a delivery waits again. */
  wake(): void;
}

/**
 * Tries a delivery of a webhook at once, in whatever state, with the id that it had: the other side may tell that it knows
 * it already. Of one that had arrived the words are not kept: it says what is known of the conversation now.
 *
 * @throws {Refusal} UNDELIVERED_UNKNOWN, and NOT_NOW when nothing is left to be told
 */
export async function tellAgain(setting: TellAgainSetting, name: string, id: string): Promise<void> {
  const { deliveries, siteId, now, wake } = setting;
  const found = await deliveries.load(siteId(), id);
  if (found?.target !== webhookTarget(name))
    throw new Refusal("UNDELIVERED_UNKNOWN", "The webhook has no delivery of this id.");
  const body = found.state === "delivered" ? await wordsOf(setting, found, name) : found.body;
  if (body === undefined)
    throw new Refusal("NOT_NOW", "What was delivered is not kept, and its conversation is gone or silent.");
  await deliveries.save({ ...anotherGo(found, now()), body });
  wake();
}

async function wordsOf(
  { conversations }: TellAgainSetting,
  delivery: Delivery,
  name: string,
): Promise<unknown> {
  const { siteId, conversation: id, type, order } = delivery;
  const conversation = id === undefined ? undefined : await conversations.load(siteId, id);
  if (!conversation || conversation.erasedAt !== undefined) return undefined;
  if (type.startsWith("lead.")) return leadData(leadRecord(conversation));
  if (type.startsWith("conversation.")) return conversationData(conversation, bodyOf(conversation));
  const turn = Math.floor(order / 1_000);
  const messages = await messagesAfter(conversations, conversation, 0);
  const told = messages.find(
    ({ seq }) => deliveryIdOf(siteId, name, `events:${id}:${turn}:${type}:${seq}`) === delivery.id,
  );
  return told && messageData(conversation, told);
}

function bodyOf({ talk, owner, turn, updatedAt }: Conversation) {
  const { status, outcome, team, seq } = talk;
  return { turn, at: updatedAt, types: [], seqFrom: seq, seqTo: seq, status, outcome, team, owner };
}
