import type { FileRecord, FileStore } from "../files/file-store.ts";
import type { VisitorMemory } from "../memory/visitor-memory.ts";
import type { Conversation, LeadRecord } from "../stores/ports.ts";
import { messagesAfter } from "../turns/messages-after.ts";
import { plainMessage } from "../turns/same-id.ts";
import type { VerifiedIdentity, VisitorStore } from "../visitors/visitor-store.ts";
import type {
  Exported,
  ExportedConversation,
  ExportedIdentity,
  ExportedLead,
  ExportedVisitor,
  Whose,
} from "../wire/privacy.ts";
import { type FindSetting, findTheirs } from "./whose.ts";

export interface ExportSetting extends FindSetting {
  readonly files: Pick<FileStore, "list">;
  readonly memory: Pick<VisitorMemory, "load">;
  readonly visitors: Pick<VisitorStore, "find" | "identities">;
  now(): number;
}

/** All that the store has of somebody, as JSON. What the visitor marked private is theirs, so it is in it. */
export async function exportTheirs(setting: ExportSetting, whose: Whose): Promise<Exported> {
  const siteId = setting.siteId();
  const found = await findTheirs(setting, whose);
  const conversations: ExportedConversation[] = [];
  for (const id of found.conversations) {
    const conversation = await setting.conversations.load(siteId, id);
    if (conversation && !conversation.erasedAt) conversations.push(await exported(setting, conversation));
  }
  const visitors = [...new Set(conversations.map(({ visitor }) => visitor))];
  const records = await Promise.all(found.leads.map((id) => setting.leads.load(siteId, id)));
  return {
    exported_at: new Date(setting.now()).toISOString(),
    site: siteId,
    conversations,
    leads: records.filter((record) => record !== undefined).map(exportedLead),
    visitors: await Promise.all(visitors.map((visitor) => exportedVisitor(setting, siteId, visitor))),
  };
}

async function exported(setting: ExportSetting, conversation: Conversation): Promise<ExportedConversation> {
  const { id, siteId, visitor, talk, createdAt, updatedAt, page, campaign } = conversation;
  const { note, notes, lead, identity, pages = [], timeZone } = conversation;
  const [messages, files] = await Promise.all([
    messagesAfter(setting.conversations, conversation, 0),
    setting.files.list(siteId, id),
  ]);
  return {
    id,
    visitor,
    playbook: talk.playbook,
    version: talk.version,
    status: talk.status,
    started_at: createdAt,
    updated_at: updatedAt,
    page,
    campaign: { ...campaign },
    messages: messages.map(plainMessage),
    answers: lead.answers.map(({ name, called, value, source }) => ({ name, called, value, source })),
    notes: [...(note === undefined ? [] : [note]), ...(notes ?? []).map(({ text }) => text)],
    pages: pages.map(({ path, title, at }) => ({ path, title, at })),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(identity && { identity: exportedIdentity(identity) }),
    files: files.map(exportedFile),
    undelivered: conversation.outbox.map(({ id: item, kind, body }) => ({ id: item, kind, body })),
  };
}

/** Erasing one of their conversations erases this too, so it goes with any of them. */
async function exportedVisitor(
  { memory, visitors }: ExportSetting,
  siteId: string,
  visitor: string,
): Promise<ExportedVisitor> {
  const [record, identities] = await Promise.all([
    memory.load(siteId, visitor),
    visitors.identities(siteId, visitor),
  ]);
  return {
    visitor,
    remembered: (record?.answers ?? []).map(({ question, value, playbook, at, until, proof }) => ({
      question,
      value,
      playbook,
      at: new Date(at).toISOString(),
      until: new Date(until).toISOString(),
      ...(proof && { proof: { ...proof } }),
    })),
    identities: identities.map(exportedIdentity),
  };
}

function exportedIdentity({ sub, email, name, verifiedAt }: VerifiedIdentity): ExportedIdentity {
  return { sub, at: verifiedAt, ...(email !== undefined && { email }), ...(name !== undefined && { name }) };
}

function exportedFile({ id, name, type, size, at }: FileRecord): ExportedConversation["files"][number] {
  return { id, name, type, size, at };
}

function exportedLead(record: LeadRecord): ExportedLead {
  const { id, conversation, playbook, version, createdAt, updatedAt, name, email, company, lead } = record;
  return {
    id,
    conversation,
    playbook,
    version,
    created_at: createdAt,
    updated_at: updatedAt,
    name,
    ...(email !== undefined && { email }),
    ...(company !== undefined && { company }),
    page: record.page,
    campaign: { ...record.campaign },
    lead: JSON.parse(JSON.stringify(lead)) as ExportedLead["lead"],
    ...(record.identity && { identity: exportedIdentity(record.identity) }),
  };
}
