import {
  type CompiledPlaybook,
  type ConsentProof,
  type Lead,
  messageForReps,
} from "../../../engine/index.ts";
import { shownName, whoIs } from "../../outbox/lead-record.ts";
import type { Conversation } from "../../stores/ports.ts";
import type { Message } from "../../wire/message.ts";
import type { ConsentView, InboxDetail, InboxRow, LeadView } from "../../wire/rep.ts";
import { given } from "./given.ts";
import { handoffView } from "./handoff.ts";

export { given } from "./given.ts";

const LAST_LETTERS = 200;

/** What a rep sees of a conversation in a list. */
export function inboxRow(conversation: Conversation): InboxRow {
  const { id, talk, lead, createdAt, updatedAt, waitingSince, answerBy, owner, queue } = conversation;
  const last = lastMessage(conversation);
  const reason = queue === "waiting" ? (talk.reason ?? talk.team) : undefined;
  return given<InboxRow>({
    id,
    playbook: talk.playbook,
    status: talk.status,
    name: shownName(conversation),
    company: whoIs(lead).company,
    score: lead.receipt.length > 0 ? lead.score : undefined,
    grade: lead.grade,
    last,
    page: pathOf(conversation.page.url),
    started_at: createdAt,
    updated_at: updatedAt,
    waiting_since: waitingSince,
    answer_by: answerBy,
    reason,
    owner,
    outcome: talk.outcome,
    handoff: talk.handoff && handoffView(talk.handoff),
  });
}

/** @param playbook The conversation's version; undefined when the store does not have it. */
export function inboxDetail(
  conversation: Conversation,
  messages: readonly Message[],
  playbook: CompiledPlaybook | undefined,
): InboxDetail {
  const { talk, lead, page, campaign, note, notes } = conversation;
  return given<InboxDetail>({
    conversation: inboxRow(conversation),
    version: talk.version,
    seq: talk.seq,
    messages: [...messages],
    lead: leadView(lead, playbook),
    page,
    campaign: { ...campaign },
    note,
    notes: notes?.length ? notes.map(({ at, team, text }) => ({ at, team, text })) : undefined,
    step: talk.step,
    steps: [...(playbook?.sections ?? [])],
  });
}

export function leadView(lead: Lead, playbook: CompiledPlaybook | undefined): LeadView {
  const grades = playbook?.playbook.grades;
  return given<LeadView>({
    score: lead.score,
    grade: lead.grade,
    grades: grades && { hot: grades.hot, warm: grades.warm },
    receipt: lead.receipt.map(({ because, add, counted }) => ({ because, add, counted })),
    answers: lead.answers.map(({ name, called, value, source }) => ({ name, called, value, source })),
    fields: { ...lead.fields },
    outcome: lead.outcome,
    consents: lead.consents?.map(consentView),
  });
}

function consentView({ purposes, given: yes, text, language, at, version, page }: ConsentProof): ConsentView {
  return given<ConsentView>({ purposes: [...purposes], given: yes, text, language, at, version, page });
}

/** The path of an address; the whole text where it is none. */
export function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function lastMessage({ turns }: Conversation): InboxRow["last"] {
  const spoken = turns
    .flatMap((turn) => turn.messages.map(messageForReps))
    .filter((message) => message.text !== undefined);
  const last = spoken.at(-1);
  return last && { from: last.from, text: (last.text ?? "").slice(0, LAST_LETTERS), at: last.at };
}
