import { type Message, messageForReps } from "../../engine/index.ts";
import { shownName } from "../outbox/lead-record.ts";
import type { Conversation, LeadRecord } from "../stores/ports.ts";
import { plainMessage } from "../turns/same-id.ts";
import type { EventBody } from "./events.ts";

type Data = Readonly<Record<string, unknown>>;

/** `data` of the events conversation.*: as it was when it happened. */
export function conversationData(conversation: Conversation, body: EventBody): Data {
  const { id, talk, createdAt, page } = conversation;
  return {
    id,
    playbook: talk.playbook,
    version: talk.version,
    status: body.status,
    outcome: body.outcome ?? null,
    team: body.team ?? null,
    owner: body.owner ? { id: body.owner.id, name: body.owner.name } : null,
    name: shownName(conversation),
    page: page.url,
    started_at: createdAt,
    seq: body.seqTo,
  };
}

/** `data` of the events lead.*: as it stands when it is first told, which may be later than what happened. */
export function leadData(record: LeadRecord): Data {
  const { lead } = record;
  return {
    id: record.id,
    conversation: record.conversation,
    playbook: record.playbook,
    version: record.version,
    name: record.name,
    email: record.email ?? null,
    email_verified: record.verified === true,
    company: record.company ?? null,
    score: lead.score,
    grade: lead.grade ?? null,
    outcome: lead.outcome ?? null,
    tags: [...lead.tags],
    fields: { ...lead.fields },
    answers: lead.answers.map(({ name, called, value }) => ({ name, called, value })),
    page: record.page.url,
    campaign: { ...record.campaign },
    updated_at: record.updatedAt,
  };
}

/** `data` of message.created: what a rep may read, so no private answer. */
export function messageData(conversation: Conversation, message: Message): Data {
  return { conversation: conversation.id, ...plainMessage(messageForReps(message)) };
}
