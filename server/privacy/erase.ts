import type { Log } from "../log.ts";
import { saveWith } from "../outbox/save-with.ts";
import { Refusal } from "../refusal.ts";
import { type Conversation, StaleConversationError } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Bus } from "../turns/bus.ts";
import type { Lanes } from "../turns/lanes.ts";
import type { Whose } from "../wire/privacy.ts";
import { erasedConversation } from "./erased-conversation.ts";
import { type FindSetting, findTheirs } from "./whose.ts";

export interface EraseSetting extends FindSetting {
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  readonly lanes: Lanes;
  readonly bus: Pick<Bus, "tell">;
  /** Carries out what the conversation's outbox holds. */
  drain(conversation: string): Promise<void>;
}

/** How much was erased. */
export interface Erased {
  readonly conversations: number;
  readonly leads: number;
}

/** Of eight tries each. */
const ROUNDS = 10;

/**
 * Erases all that the store has of somebody: conversations with their archive, files, clocks and outbox, and leads.
 * What could not be erased at once is tried again from the outbox. Erasing again erases nothing more.
 *
 * @throws when the store is away, or a conversation never rests: then nothing, or a part, was erased; do it again.
 */
export async function eraseTheirs(setting: EraseSetting, whose: Whose): Promise<Erased> {
  const found = await findTheirs(setting, whose);
  let erased = 0;
  for (const id of found.conversations) if (await eraseConversation(setting, id)) erased += 1;
  const at = new Date(setting.timekeeper.now()).toISOString();
  for (const id of found.leads) await setting.leads.erase(setting.siteId(), id, at);
  setting.log.info("erasure.done", { conversations: erased, leads: found.leads.length });
  return { conversations: erased, leads: found.leads.length };
}

/**
 * Erases one conversation and its lead.
 *
 * @param unlessPast Only while it is at this version. Default: at any.
 * @returns false when there is none, or it has moved on.
 */
export async function eraseConversation(
  setting: EraseSetting,
  id: string,
  unlessPast?: number,
): Promise<boolean> {
  const isMeant = ({ erasedAt, v }: Conversation) =>
    erasedAt === undefined && (unlessPast === undefined || unlessPast === v);
  const tombstone = await bury(setting, id, isMeant);
  if (!tombstone) return false;
  // Whoever listens reads the store, finds the tombstone, and is told that there is no such conversation.
  setting.bus.tell({ conversation: id, seq: tombstone.talk.seq, status: tombstone.talk.status });
  await setting.drain(id);
  return true;
}

/** Puts the tombstone in the conversation's place, however many turns others take meanwhile. */
async function bury(
  { conversations, timekeeper, lanes, siteId }: EraseSetting,
  id: string,
  isMeant: (conversation: Conversation) => boolean,
): Promise<Conversation | undefined> {
  for (let rounds = 1; rounds <= ROUNDS; rounds++) {
    const before = await conversations.load(siteId(), id);
    if (!before) return undefined;
    try {
      return await saveWith({ conversations, timekeeper, lanes }, before, (now) =>
        isMeant(now) ? erasedConversation(now, [id], timekeeper.now()) : undefined,
      );
    } catch (error) {
      if (!(error instanceof StaleConversationError)) throw error;
    }
  }
  throw new Refusal("TRY_AGAIN", "The conversation goes on too fast to be erased now. Try again.", {
    retryAfter: 5,
  });
}
