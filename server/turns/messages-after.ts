import type { Message } from "../../engine/index.ts";
import type { Conversation, ConversationStore, TurnRecord } from "../stores/ports.ts";

/** Messages with a `seq` over `after`, in order, from the archive too where they reach back so far. */
export async function messagesAfter(
  store: ConversationStore,
  conversation: Conversation,
  after: number,
): Promise<readonly Message[]> {
  const turns = await turnsAfter(store, conversation, after);
  return turns.flatMap((turn) => turn.messages).filter((message) => message.seq > after);
}

async function turnsAfter(
  store: ConversationStore,
  conversation: Conversation,
  after: number,
): Promise<readonly TurnRecord[]> {
  const first = conversation.turns[0];
  const here = conversation.turns.filter((turn) => turn.seqTo > after);
  if (!first || first.turn === 1 || first.seqFrom <= after + 1) return here;
  const archived = await store.archived(conversation.siteId, conversation.id, after);
  // The archive may hold turns that the document still has: they are archived before the save that trims them.
  return [...archived.filter((turn) => turn.turn < first.turn), ...here];
}
