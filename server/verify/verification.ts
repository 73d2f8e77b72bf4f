import { createHmac } from "node:crypto";
import { hashToken } from "../auth/token.ts";
import type { DeliveryStore } from "../deliveries/delivery-store.ts";
import type { Limits } from "../limits/limits.ts";
import type { Log } from "../log.ts";
import { mailDelivery } from "../mail/mail-target.ts";
import { type SaveSetting, saveWith } from "../outbox/save-with.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, LeadStore, OutboxItem } from "../stores/ports.ts";
import { earliest, HEAD_START_MS } from "../turns/next-conversation.ts";
import type { VerificationStore } from "./verification-store.ts";
import { originOfItem, uniqueAddress } from "./verify-item.ts";

export interface VerificationSetting extends SaveSetting {
  readonly verifications: VerificationStore;
  readonly leads: Pick<LeadStore, "load">;
  readonly deliveries: DeliveryStore;
  readonly log: Log;
  readonly secretKey: string;
  siteId(): string;
  /** Missing: none. */
  readonly limits?: Pick<Limits, "count"> | undefined;
  /** Whether there is a way to send mail. */
  readonly mails: boolean;
  /** Called after something was left in the conversation's outbox. */
  nudge(conversation: string): void;
}

export interface Verification {
  /** Carries out an outbox item that asks for an address to be confirmed: at most one mail an address and day. */
  ask(conversation: Conversation, item: OutboxItem): Promise<void>;
  /** The token of the link that belongs to an outbox item. Made anew each time, so that it stands in no store. */
  token(item: string): string;
  /** Whether the link of the token still does something. Changes nothing. */
  isOpen(token: string): Promise<boolean>;
  /** Verifies the address that the link was sent to. @returns false when the link does nothing any more. */
  confirm(token: string): Promise<boolean>;
  /** Forgets what was asked so long ago that neither a link nor a limit goes by it. */
  sweep(): Promise<void>;
}

const HOUR = 3_600_000;
/** One address is asked once in this time, and so long its link works. */
export const ASK_EVERY_MS = 24 * HOUR;
export const MOST_OF_ORIGIN = 3;
/** Longer than a link works and than limits look back. */
const KEEP_ASKED_MS = 48 * HOUR;

export function makeVerification(setting: VerificationSetting): Verification {
  const { verifications, timekeeper, siteId } = setting;
  const token = (item: string) => keyed(setting, "verify", item);
  return {
    token,
    ask: (conversation, item) => ask(setting, conversation, item, hashToken(token(item.id))),
    isOpen: async (given) => {
      const found = await verifications.byToken(siteId(), hashToken(given));
      if (!found || found.expiresAt <= timekeeper.now()) return false;
      const conversation = await setting.conversations.load(siteId(), found.conversation);
      return conversation !== undefined && addressKey(setting, conversation) === found.address;
    },
    confirm: (given) => confirm(setting, hashToken(given)),
    sweep: () => verifications.sweep(siteId(), timekeeper.now() - KEEP_ASKED_MS),
  };
}

async function ask(
  setting: VerificationSetting,
  conversation: Conversation,
  item: OutboxItem,
  token: string,
): Promise<void> {
  const { siteId, id } = conversation;
  const to = uniqueAddress(conversation);
  const address = addressKey(setting, conversation);
  if (!setting.mails || to === undefined || address === undefined) return;
  if (conversation.verified?.email === to) return;
  if (await isTooMuch(setting, conversation)) return setting.log.info("mail.limited", { conversation: id });
  const now = setting.timekeeper.now();
  const asking = {
    siteId,
    address,
    token,
    conversation: id,
    origin: originOfItem(item),
    askedAt: now,
    expiresAt: now + ASK_EVERY_MS,
  };
  const kept = await setting.verifications.ask(asking, {
    addressSince: now - ASK_EVERY_MS,
    originSince: now - HOUR,
    mostOfOrigin: MOST_OF_ORIGIN,
  });
  if (!kept) return setting.log.info("mail.limited", { conversation: id });
  const body = { to, item: item.id, playbook: conversation.talk.version };
  await setting.deliveries.add([
    mailDelivery({ siteId, id: `mail:${item.id}`, type: "confirm_address", conversation: id, body, now }),
  ]);
}

/** By `limits: mail` of site.yml. While nobody can count, no mail goes out: the item is tried again. */
async function isTooMuch({ limits }: VerificationSetting, { visitor }: Conversation): Promise<boolean> {
  try {
    await limits?.count("mail", { visitor });
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.code === "TOO_MANY") return true;
    throw error;
  }
}

async function confirm(setting: VerificationSetting, token: string): Promise<boolean> {
  const { verifications, conversations, timekeeper, siteId, log } = setting;
  const found = await verifications.byToken(siteId(), token);
  if (!found || found.expiresAt <= timekeeper.now()) return false;
  const conversation = await conversations.load(siteId(), found.conversation);
  const email = conversation && uniqueAddress(conversation);
  if (!conversation || email === undefined || addressKey(setting, conversation) !== found.address)
    return false;
  // First the conversation, then the token: after a crash between the two the link works again and changes nothing.
  if (conversation.verified?.email !== email) {
    const lead = await leadOf(setting, found.address, conversation.id, email);
    const at = new Date(timekeeper.now()).toISOString();
    await saveWith(setting, conversation, (now) =>
      uniqueAddress(now) === email ? withVerified(now, { email, lead, at }, timekeeper.now()) : undefined,
    );
    setting.nudge(conversation.id);
  }
  const first = await verifications.spend(siteId(), token);
  if (first) log.info("address.verified", { conversation: conversation.id });
  return first;
}

/** The lead that the address belongs to; ours, where the one that it belonged to has another address by now. */
async function leadOf(
  { verifications, leads, siteId }: VerificationSetting,
  address: string,
  ours: string,
  email: string,
): Promise<string> {
  const lead = await verifications.claim(siteId(), address, ours);
  if (lead === ours) return lead;
  const there = await leads.load(siteId(), lead);
  if (there?.verified === true && there.email === email) return lead;
  await verifications.release(siteId(), lead);
  return await verifications.claim(siteId(), address, ours);
}

/** The lead is written anew, and those who follow it are told. */
function withVerified(
  conversation: Conversation,
  verified: NonNullable<Conversation["verified"]>,
  now: number,
): Conversation {
  const { id, turn, talk, owner } = conversation;
  const fresh = { tries: 0, nextTryAt: now + HEAD_START_MS };
  const body = {
    turn,
    at: verified.at,
    types: ["lead.updated"],
    seqFrom: talk.seq + 1,
    seqTo: talk.seq,
    status: talk.status,
    outcome: talk.outcome,
    team: talk.team,
    owner,
  };
  const outbox: readonly OutboxItem[] = [
    ...conversation.outbox.filter(({ kind }) => kind !== "lead"),
    { ...fresh, id: `lead:${id}:verified:${verified.at}`, kind: "lead", body: { turn } },
    { ...fresh, id: `events:${id}:verified:${verified.at}`, kind: "events", body },
  ];
  const nextTryAt = earliest(outbox.map((item) => item.nextTryAt));
  return { ...conversation, v: conversation.v + 1, verified, outbox, nextTryAt };
}

function addressKey(setting: VerificationSetting, conversation: Conversation): string | undefined {
  const address = uniqueAddress(conversation);
  return address === undefined ? undefined : keyed(setting, "address", address);
}

function keyed({ secretKey, siteId }: VerificationSetting, use: string, text: string): string {
  return createHmac("sha256", secretKey).update(`${use}\n${siteId()}\n${text}`).digest("base64url");
}
