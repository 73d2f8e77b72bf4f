import { createHmac } from "node:crypto";
import type { Message } from "../../engine/index.ts";
import { hashToken } from "../auth/token.ts";
import type { DeliveryStore } from "../deliveries/delivery-store.ts";
import type { Limits } from "../limits/limits.ts";
import type { VisitStore } from "../live/visit-store.ts";
import { type AnswersBody, mailDelivery } from "../mail/mail-target.ts";
import { whoIs } from "../outbox/lead-record.ts";
import { type SaveSetting, saveWith } from "../outbox/save-with.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, Mailed, OutboxItem } from "../stores/ports.ts";
import type { Bus } from "../turns/bus.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { mailAddressOf } from "./mail-address.ts";
import type { ResumeLinkStore } from "./resume-link-store.ts";

export interface AwayLetterSetting extends SaveSetting {
  readonly visits: Pick<VisitStore, "of">;
  readonly resumeLinks: ResumeLinkStore;
  readonly deliveries: Pick<DeliveryStore, "add">;
  readonly secretKey: string;
  siteId(): string;
  /** Missing: none. */
  readonly limits?: Pick<Limits, "count"> | undefined;
  /** Whether there is a way to send mail. */
  readonly mails: boolean;
  readonly bus: Pick<Bus, "tell">;
}

/** What a letter to a visitor who has left is written from. */
export interface AwayLetter {
  /** Who spoke last. */
  readonly rep: string;
  /** What the reps said, in order. */
  readonly said: readonly string[];
  /** Token of the link by which the conversation goes on. */
  readonly token: string;
}

export interface AwayLetters {
  /**
   * Has a rep's words sent by mail when the visitor is not there to read them, and keeps what became of them.
   *
   * @returns ms to wait before it is looked at again, since the visitor is still there; undefined: done.
   */
  send(conversation: Conversation, item: OutboxItem): Promise<number | undefined>;
  /** Undefined: the conversation is gone, or the words are erased. */
  letter(body: AnswersBody): Promise<AwayLetter | undefined>;
}

/** While the visitor is on the site it is looked again after so long. */
const LOOK_AGAIN_MS = 60_000;
/** How long the link in a letter works. */
export const LINK_LASTS_MS = 7 * 24 * 3_600_000;

export function makeAwayLetters(setting: AwayLetterSetting): AwayLetters {
  return {
    send: (conversation, item) => send(setting, conversation, item),
    letter: async ({ item, conversation: id, seqFrom, seqTo }) => {
      const conversation = await setting.conversations.load(setting.siteId(), id);
      if (!conversation || conversation.erasedAt !== undefined) return undefined;
      const messages = await messagesAfter(setting.conversations, conversation, seqFrom - 1);
      const ofReps = messages.filter(
        ({ from, seq, text }) => from === "rep" && seq <= seqTo && text !== undefined,
      );
      const rep = ofReps.at(-1)?.name;
      if (rep === undefined) return undefined;
      return { rep, said: ofReps.map(({ text }) => text ?? ""), token: tokenOf(setting, item) };
    },
  };
}

/** The key of an address: what a link keeps of it. */
export function addressKey(
  { secretKey, siteId }: Pick<AwayLetterSetting, "secretKey" | "siteId">,
  email: string,
): string {
  return createHmac("sha256", secretKey).update(`resume address\n${siteId()}\n${email}`).digest("base64url");
}

/** Made anew each time, so that it stands in no store. */
function tokenOf({ secretKey, siteId }: AwayLetterSetting, item: string): string {
  return createHmac("sha256", secretKey).update(`resume\n${siteId()}\n${item}`).digest("base64url");
}

async function send(
  setting: AwayLetterSetting,
  conversation: Conversation,
  item: OutboxItem,
): Promise<number | undefined> {
  const { visits, timekeeper } = setting;
  const { siteId, id } = conversation;
  const now = timekeeper.now();
  const visit = await visits.of(siteId, id);
  if (visit !== undefined && visit.until > now) return LOOK_AGAIN_MS;
  const unread = await unreadOf(setting, conversation, visit?.seen ?? 0);
  const [first] = unread;
  const last = unread.at(-1);
  if (!first || !last) return undefined;
  const email = mailAddressOf(conversation);
  const state = await stateOf(setting, conversation, email);
  if (state === "sent" && email !== undefined) {
    await setting.resumeLinks.add({
      siteId,
      token: hashToken(tokenOf(setting, item.id)),
      conversation: id,
      address: addressKey(setting, email),
      expiresAt: now + LINK_LASTS_MS,
      usedBy: undefined,
    });
    const body: AnswersBody = {
      kind: "answers",
      to: email,
      item: item.id,
      playbook: conversation.talk.version,
      conversation: id,
      seqFrom: first.seq,
      seqTo: last.seq,
    };
    const type = "answers_by_mail";
    await setting.deliveries.add([
      mailDelivery({ siteId, id: `mail:${item.id}`, type, conversation: id, body, now }),
    ]);
  }
  await keep(setting, conversation, { seq: last.seq, state, at: new Date(now).toISOString() });
  return undefined;
}

/** What reps said since the visitor last spoke, was there, or was written to. */
async function unreadOf(
  { conversations }: AwayLetterSetting,
  conversation: Conversation,
  seen: number,
): Promise<readonly Message[]> {
  const after = Math.max(seen, conversation.mailed?.seq ?? 0);
  const messages = await messagesAfter(conversations, conversation, after);
  const answered = messages.findLast(({ from }) => from === "visitor")?.seq ?? 0;
  return messages.filter(({ from, seq, text }) => from === "rep" && seq > answered && text !== undefined);
}

async function stateOf(
  { mails, limits }: AwayLetterSetting,
  { visitor, lead }: Conversation,
  email: string | undefined,
): Promise<Mailed["state"]> {
  if (!mails) return "off";
  if (email === undefined) return whoIs(lead).email === undefined ? "no_address" : "unverified";
  try {
    await limits?.count("mail", { visitor });
    return "sent";
  } catch (error) {
    if (error instanceof Refusal && error.code === "TOO_MANY") return "limited";
    throw error;
  }
}

async function keep(setting: AwayLetterSetting, from: Conversation, mailed: Mailed): Promise<void> {
  await saveWith(setting, from, (now): Conversation | undefined =>
    now.erasedAt === undefined && (now.mailed?.seq ?? 0) < mailed.seq
      ? { ...now, v: now.v + 1, mailed }
      : undefined,
  );
  setting.bus.tell({ conversation: from.id, seq: from.talk.seq, status: from.talk.status });
}
