import type { Conversation, ConversationStore, LeadStore } from "../stores/ports.ts";

const MOST_LOOKED_AT = 20;

/**
 * Id of the person who had this visitor before: in another conversation of the same browser, or of the same verified
 * address. What somebody only typed counts for nothing, or anybody could be led to anybody.
 */
export async function accountOwner(
  { conversations, leads }: { readonly conversations: ConversationStore; readonly leads: LeadStore },
  conversation: Conversation,
): Promise<string | undefined> {
  const { siteId, id, visitor, verified } = conversation;
  const [own, records] = await Promise.all([
    conversations.ofVisitor(siteId, visitor),
    verified ? leads.ofAddress(siteId, verified.email) : [],
  ]);
  const proven = records.filter((record) => record.verified === true);
  const others = proven.flatMap((record) => [record.conversation, ...(record.earlier?.conversations ?? [])]);
  const ids = [...new Set([...own, ...others])].filter((one) => one !== id).slice(0, MOST_LOOKED_AT);
  const found = await Promise.all(ids.map((one) => conversations.load(siteId, one)));
  const owned = found.flatMap((one) =>
    one && one.erasedAt === undefined && ownerOf(one) !== undefined ? [one] : [],
  );
  const [last] = owned.toSorted((a, b) => (a.updatedAt > b.updatedAt ? -1 : 1));
  return last && ownerOf(last);
}

function ownerOf({ owner, talk }: Conversation): string | undefined {
  return owner?.id ?? talk.handoff?.owner?.id;
}
