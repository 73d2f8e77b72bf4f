import type { FileStore } from "../files/file-store.ts";
import { forgetVisitor, type MemorySetting } from "../memory/remember.ts";
import type { Outward } from "../outbox/outward.ts";
import type { ConversationStore, LeadStore, OutboxItem } from "../stores/ports.ts";
import { type Erasure, erasureOf } from "./erased-conversation.ts";

/** What else is kept of a conversation, elsewhere, and is erased with it. Doing it twice does no harm. */
export type Forgetter = (
  conversation: { readonly siteId: string; readonly id: string },
  erasure: Erasure,
) => Promise<void>;

export interface CarryOutSetting {
  readonly conversations: Pick<ConversationStore, "dropArchive">;
  readonly leads: Pick<LeadStore, "erase">;
  /** Undefined: there are none. */
  readonly files?: Pick<FileStore, "delete">;
  readonly forgetters?: readonly Forgetter[] | undefined;
}

/** Erases what is remembered of the visitor for later conversations. */
export function forgetRemembered(setting: MemorySetting): Forgetter {
  return ({ siteId }, { visitor, at }) => forgetVisitor(setting, { siteId, visitor }, Date.parse(at));
}

/** Drops what is under way to others of a conversation that is erased, and tells them that its leads are. */
export function forgetOutside(outward: Pick<Outward, "erased">): Forgetter {
  return async (conversation, { leads, at }) => {
    for (const lead of leads) await outward.erased(conversation, lead, Date.parse(at));
  };
}

/** Erases what a conversation that is a tombstone by now has left elsewhere. */
export async function carryOutErasure(
  { conversations, leads, files, forgetters = [] }: CarryOutSetting,
  { siteId, id }: { readonly siteId: string; readonly id: string },
  item: OutboxItem,
): Promise<void> {
  const erasure = erasureOf(item);
  await conversations.dropArchive(siteId, id);
  await files?.delete(siteId, id);
  for (const lead of erasure.leads) await leads.erase(siteId, lead, erasure.at);
  for (const forget of forgetters) await forget({ siteId, id }, erasure);
}
