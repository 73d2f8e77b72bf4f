import type { Conversation, EarlierLead, LeadRecord, LeadStore } from "../stores/ports.ts";
import { leadRecord } from "./lead-record.ts";

const MOST_EARLIER = 50;

/**
 * Writes the lead of a conversation. With a verified address it is that address's one lead, in which what earlier
 * conversations of the same address said fills the gaps.
 */
export async function writeLead(leads: LeadStore, conversation: Conversation): Promise<void> {
  const record = leadRecord(conversation);
  if (record.verified !== true) return await leads.put(record);
  const there = await leads.load(record.siteId, record.id);
  await leads.put(there ? joined(there, record) : record);
  // While the address was not verified the conversation had a lead of its own.
  if (record.id !== conversation.id) await leads.remove(record.siteId, conversation.id);
}

/** What was written last wins; what only an earlier conversation said stays. */
export function joined(there: LeadRecord, record: LeadRecord): LeadRecord {
  const earlier = there.conversation === record.conversation ? there.earlier : earlierOf(there, record);
  if (!earlier) return record;
  const { lead } = record;
  const known = new Set(lead.answers.map(({ name }) => name));
  return {
    ...record,
    earlier,
    company: record.company ?? there.company,
    lead: {
      ...lead,
      answers: [...lead.answers, ...earlier.answers.filter(({ name }) => !known.has(name))],
      fields: { ...earlier.fields, ...lead.fields },
      tags: [...new Set([...lead.tags, ...earlier.tags])],
    },
  };
}

/** What the record has of other conversations, and what it was until now, which came from another. */
function earlierOf(
  { conversation, lead, earlier }: LeadRecord,
  { conversation: ours }: LeadRecord,
): EarlierLead {
  const before = [conversation, ...(earlier?.conversations ?? [])].filter((id) => id !== ours);
  return {
    conversations: [...new Set(before)].slice(0, MOST_EARLIER),
    answers: lead.answers,
    fields: lead.fields,
    tags: lead.tags,
  };
}
