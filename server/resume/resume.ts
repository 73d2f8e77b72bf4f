import { hashToken } from "../auth/token.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, ConversationStore } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Visitors } from "../visitors/visitors.ts";
import { addressKey } from "./away-letters.ts";
import { mailAddressOf } from "./mail-address.ts";
import type { ResumeLinkStore } from "./resume-link-store.ts";

export interface ResumeSetting {
  readonly conversations: Pick<ConversationStore, "load">;
  readonly resumeLinks: ResumeLinkStore;
  readonly visitors: Pick<Visitors, "adopt">;
  readonly timekeeper: Pick<Timekeeper, "now">;
  readonly secretKey: string;
  siteId(): string;
}

/**
 * Goes on with a conversation at another device, by the link of a mail: the token that asks is one of its visitor's from then
 * on. The link works once; the same token may ask again.
 *
 * @param link the link's token
 * @param token SHA-256 of the visitor's token, hex
 * @throws {Refusal} LINK_INVALID when it was used, has run out, or the address is no longer the visitor's.
 */
export async function resumeBy(setting: ResumeSetting, link: string, token: string): Promise<Conversation> {
  const { resumeLinks, conversations, visitors, timekeeper, siteId } = setting;
  const hash = hashToken(link);
  const found = await resumeLinks.find(siteId(), hash);
  if (!found || found.expiresAt <= timekeeper.now()) throw invalid();
  if (found.usedBy !== undefined && found.usedBy !== token) throw invalid();
  const conversation = await conversations.load(siteId(), found.conversation);
  if (!conversation || conversation.erasedAt !== undefined) throw invalid();
  const email = mailAddressOf(conversation);
  if (email === undefined || addressKey(setting, email) !== found.address) throw invalid();
  if (!(await resumeLinks.use(siteId(), hash, token))) throw invalid();
  await visitors.adopt(token, conversation.visitor);
  return conversation;
}

function invalid(): Refusal {
  return new Refusal(
    "LINK_INVALID",
    "This link does not work any more: it was used already, or has run out.",
  );
}
