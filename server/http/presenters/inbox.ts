import {
  type CompiledPlaybook,
  type ConsentProof,
  type Lead,
  messageForReps,
  type Talk,
  whatIfOf,
} from "../../../engine/index.ts";
import { shownName, whoIs } from "../../outbox/lead-record.ts";
import type { Conversation, Note } from "../../stores/ports.ts";
import type { Message } from "../../wire/message.ts";
import type { ConsentView, InboxDetail, InboxRow, LeadView } from "../../wire/rep.ts";
import { given } from "./given.ts";
import { handoffView } from "./handoff.ts";

export { given } from "./given.ts";

const LAST_LETTERS = 200;

/** Who looks at a row, and what is known besides the conversation. */
export interface Looking {
  /** Id of the person who asks; empty: a program. */
  readonly me: string;
  readonly viewers?: InboxRow["viewers"];
  /** In so many minutes a team answers at first; undefined: it has set itself no time. */
  readonly firstResponse?: ((team: string | undefined) => number | undefined) | undefined;
}

/** What a rep sees of a conversation in a list. */
export function inboxRow(conversation: Conversation, looking: Looking = { me: "" }): InboxRow {
  const { id, talk, lead, createdAt, updatedAt, waitingSince, owner, queue, snoozedUntil } = conversation;
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
    answer_by: answerByOf(conversation, looking),
    reason,
    owner: owner && { id: owner.id, name: owner.name },
    outcome: talk.outcome,
    unread: isUnread(conversation) || undefined,
    mentioned: conversation.mentioned?.includes(looking.me) || undefined,
    snoozed_until: snoozedUntil === undefined ? undefined : new Date(snoozedUntil).toISOString(),
    viewers: looking.viewers?.length ? looking.viewers : undefined,
    handoff: talk.handoff && handoffView(talk.handoff),
  });
}

/** What was promised to the visitor, or what the team has set itself, whichever is first. */
function answerByOf(
  { waitingSince, answerBy, talk }: Conversation,
  { firstResponse }: Looking,
): string | undefined {
  const minutes = firstResponse?.(talk.team);
  if (waitingSince === undefined || minutes === undefined) return answerBy;
  const target = new Date(Date.parse(waitingSince) + minutes * 60_000).toISOString();
  return answerBy === undefined || target < answerBy ? target : answerBy;
}

function isUnread({ owner, readSeq = 0, turns, talk }: Conversation): boolean {
  if (!owner || talk.status !== "human") return false;
  const said = turns.flatMap(({ messages }) => messages).filter(({ from }) => from === "visitor");
  return (said.at(-1)?.seq ?? 0) > readSeq;
}

/** @param playbook The conversation's version; undefined when the store does not have it. */
export function inboxDetail(
  conversation: Conversation,
  messages: readonly Message[],
  playbook: CompiledPlaybook | undefined,
  looking?: Looking,
): InboxDetail {
  const { talk, lead, page, campaign, note, notes } = conversation;
  return given<InboxDetail>({
    conversation: inboxRow(conversation, looking),
    version: talk.version,
    seq: talk.seq,
    messages: [...messages],
    lead: leadView(lead, playbook, talk),
    page,
    campaign: { ...campaign },
    note,
    notes: notes?.length ? notes.map(noteView) : undefined,
    step: talk.step,
    steps: [...(playbook?.sections ?? [])],
  });
}

function noteView({ at, team, text, by, mentions }: Note): NonNullable<InboxDetail["notes"]>[number] {
  return given<NonNullable<InboxDetail["notes"]>[number]>({
    at,
    team,
    text,
    by: by && { id: by.id, name: by.name },
    mentions: mentions?.length ? [...mentions] : undefined,
  });
}

/** @param talk That the lead came of; undefined: the store does not have it. */
export function leadView(lead: Lead, playbook: CompiledPlaybook | undefined, talk?: Talk): LeadView {
  const whatIf = talk && playbook ? whatIfOf(playbook, talk) : [];
  const grades = playbook?.playbook.grades;
  return given<LeadView>({
    score: lead.score,
    grade: lead.grade,
    grades: grades && { hot: grades.hot, warm: grades.warm },
    receipt: lead.receipt.map(({ because, add, counted }) => ({ because, add, counted })),
    answers: lead.answers.map(({ name, called, value, source, edited }) => ({
      name,
      called,
      value,
      source,
      ...(edited && { edited }),
    })),
    what_if: whatIf.length > 0 ? whatIf.map((one) => ({ ...one, because: [...one.because] })) : undefined,
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
  return (
    last && {
      from: last.from,
      text: (last.shield ? "…" : (last.text ?? "")).slice(0, LAST_LETTERS),
      at: last.at,
    }
  );
}
