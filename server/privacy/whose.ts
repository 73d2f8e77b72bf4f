import { hashToken, isToken } from "../auth/token.ts";
import type { ConversationStore, LeadRecord, LeadStore } from "../stores/ports.ts";
import type { VisitorStore } from "../visitors/visitor-store.ts";
import type { Whose } from "../wire/privacy.ts";

/** The ids of what belongs to somebody. Leads without a conversation are there too. */
export interface Found {
  readonly conversations: readonly string[];
  readonly leads: readonly string[];
}

export interface FindSetting {
  readonly conversations: ConversationStore;
  readonly leads: LeadStore;
  readonly visitors: Pick<VisitorStore, "find">;
  siteId(): string;
}

/** What the store has of somebody. */
export async function findTheirs(setting: FindSetting, whose: Whose): Promise<Found> {
  const siteId = setting.siteId();
  if ("email" in whose) return ofRecords(await setting.leads.ofAddress(siteId, whose.email));
  if ("visitor" in whose) {
    const visitor = await visitorOf(setting, whose.visitor);
    const conversations = visitor === "" ? [] : await setting.conversations.ofVisitor(siteId, visitor);
    return await withLeads(setting, conversations);
  }
  const record = await setting.leads.load(siteId, whose.lead);
  if (record) return ofRecords([record]);
  // A conversation of which no lead was written yet has the id that its lead would have.
  const conversation = await setting.conversations.load(siteId, whose.lead);
  return await withLeads(setting, conversation && !conversation.erasedAt ? [conversation.id] : []);
}

/** The conversations, the leads that they were written to, and the other conversations that those leads came of. */
async function withLeads(
  { conversations, leads, siteId }: FindSetting,
  ids: readonly string[],
): Promise<Found> {
  const records = await Promise.all(
    ids.map(async (id) => {
      const verified = (await conversations.load(siteId(), id))?.verified?.lead;
      return (verified && (await leads.load(siteId(), verified))) || (await leads.load(siteId(), id));
    }),
  );
  const found = ofRecords(records.filter((record) => record !== undefined));
  return { conversations: [...new Set([...ids, ...found.conversations])], leads: found.leads };
}

function ofRecords(records: readonly LeadRecord[]): Found {
  return {
    conversations: [...new Set(records.flatMap(conversationsOf))],
    leads: [...new Set(records.map(({ id }) => id))],
  };
}

/** The conversations that a lead came of: the one of a verified address holds what earlier ones said. */
function conversationsOf({ conversation, earlier }: LeadRecord): readonly string[] {
  return [conversation, ...(earlier?.conversations ?? [])];
}

/** The hash of a visitor's first token, "" when nobody is meant. */
async function visitorOf({ conversations, visitors, siteId }: FindSetting, given: string): Promise<string> {
  // A token that took the place of an earlier one is of the same visitor, whose first one named them.
  const ofToken = async (hash: string) => (await visitors.find(siteId(), hash))?.visitor ?? hash;
  if (/^[0-9a-f]{64}$/.test(given)) return await ofToken(given);
  const conversation = await conversations.load(siteId(), given);
  if (conversation) return conversation.visitor;
  return isToken(given) ? await ofToken(hashToken(given)) : "";
}
