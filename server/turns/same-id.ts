import { createHash } from "node:crypto";
import { type Message, messageForReps } from "../../engine/index.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, ConversationStore, RecentAnswer } from "../stores/ports.ts";
import type { Update } from "../wire/visitor.ts";
import { messagesAfter } from "./messages-after.ts";
import type { Taken } from "./take.ts";

/** SHA-256 over what was sent, with names in order, hex. */
export function contentHash(content: object): string {
  const entries = Object.entries(content).filter(([, value]) => value !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(entries)).digest("hex");
}

/**
 * The answer that this id got before; undefined when it is new.
 *
 * @throws {Refusal} ID_REUSED when the id came with other content.
 */
export function answeredBefore(
  conversation: Conversation,
  id: string,
  hash: string,
): RecentAnswer | undefined {
  const recent = conversation.recent.find((answer) => answer.id === id);
  if (recent && recent.hash !== hash) {
    throw new Refusal(
      "ID_REUSED",
      "This id was used before, for something else. Make a new id for each message.",
    );
  }
  return recent;
}

/** A turn that was taken just now, or the answer that its id got before. */
export type TurnAnswer =
  | Taken
  | { readonly done: { readonly conversation: Conversation; readonly answer: RecentAnswer } };

/** The answer to a turn that was taken just now, or the stored answer again. */
export async function updateOf(store: ConversationStore, result: TurnAnswer): Promise<Update> {
  if ("turn" in result) return toUpdate(result.turn.talk.seq, result.turn.talk.status, result.turn.messages);
  const { conversation, answer } = result.done;
  const later = await messagesAfter(store, conversation, answer.seqFrom - 1);
  return toUpdate(
    answer.seqTo,
    answer.status,
    later.filter((message) => message.seq <= answer.seqTo),
  );
}

function toUpdate(seq: number, status: Update["status"], messages: readonly Message[]): Update {
  return { seq, status, messages: messages.map(plainMessage) };
}

/** A message as people of the console see it: without what is private, and marked where its words hurt. */
export function messageOfReps(message: Message): Update["messages"][number] {
  return { ...plainMessage(messageForReps(message)), ...(message.shield && { shield: true }) };
}

/** The engine's message is the wire's message; only its lists are not read-only there, and files have an address. */
export function plainMessage({
  forReps: _forReps,
  shield: _shield,
  ...message
}: Message): Update["messages"][number] {
  const cards = message.cards?.map((card) =>
    card.file === undefined ? card : { ...card, file: siteFilePath(card.file) },
  );
  return { ...message, ...(cards && { cards }) } as Update["messages"][number];
}

/** Where a file of the site's folder `files/` is downloaded. */
function siteFilePath(name: string): string {
  return `/api/v1/files/site/${encodeURIComponent(name.replace(/^files\//, ""))}`;
}
