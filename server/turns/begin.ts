import type { CompiledPlaybook, RememberedAnswer, TurnEvent, Value } from "../../engine/index.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation } from "../stores/ports.ts";
import type { VerifiedIdentity } from "../visitors/visitor-store.ts";
import type { Page, Started } from "../wire/visitor.ts";
import { campaignOf } from "./campaign.ts";
import { messagesAfter } from "./messages-after.ts";
import { nextConversation } from "./next-conversation.ts";
import { EMPTY_LEAD, unbegunTalk } from "./parked.ts";
import { plainMessage } from "./same-id.ts";
import { announce, type TurnSetting, turnOrParked, unknownConversation } from "./take.ts";

export interface BeginAct {
  /** Made by the client; the conversation's id. */
  readonly id: string;
  /** SHA-256 of the visitor's token, hex. */
  readonly visitor: string;
  readonly page: Page;
  /** What is kept of the visitor's earlier conversations. Asked only when the conversation is new. */
  readonly remembered?: () => Promise<readonly RememberedAnswer[]>;
  /** The words that the visitor agreed to before the chat opened. */
  readonly consent?: string | undefined;
  /** What the site signed about the visitor. */
  readonly identity?: VerifiedIdentity;
  /** Keyed hash of where the request came from. */
  readonly origin?: string;
  /** The playbook to begin, and the facts that come with it. Asked only when the conversation is new. */
  choose(): {
    readonly playbook: CompiledPlaybook;
    readonly facts: Readonly<Record<string, Value>>;
    /** What is known of the visit: language (like "de-AT"), country, campaign, returning, event. */
    readonly visit?: Readonly<Record<string, Value>>;
  };
}

/**
 * Begins a conversation. The same id and visitor again: the same answer, and nothing changes.
 *
 * @throws {Refusal} CONVERSATION_UNKNOWN when the id is another visitor's; what `choose` throws.
 */
export async function beginConversation(setting: TurnSetting, act: BeginAct): Promise<Started> {
  const siteId = setting.playbooks.site().id;
  const there = await setting.conversations.load(siteId, act.id);
  if (there) return await startedOf(setting, there, act.visitor);
  const made = makeConversation(setting, siteId, act, (await act.remembered?.()) ?? []);
  const kept = await setting.conversations.create(made);
  if (kept.visitor === act.visitor) announce(setting, kept);
  return await startedOf(setting, kept, act.visitor);
}

function makeConversation(
  setting: TurnSetting,
  siteId: string,
  act: BeginAct,
  remembered: readonly RememberedAnswer[],
): Conversation {
  const { playbook, facts, visit = {} } = act.choose();
  const now = setting.timekeeper.now();
  const event: TurnEvent = {
    type: "begin",
    visitor: act.visitor,
    facts,
    page: act.page,
    visit,
    ...(remembered.length > 0 && { remembered }),
    ...(act.consent !== undefined && { consent: { text: act.consent } }),
  };
  const empty = emptyConversation(siteId, act, playbook, now);
  const turn = turnOrParked(setting, playbook, { ...empty, begun: false }, event, now);
  if ("refused" in turn) throw new Refusal("NOT_NOW", "This playbook cannot begin here.");
  const change = { event, client: { id: act.id, hash: "begin" }, ...(act.origin && { origin: act.origin }) };
  return nextConversation(empty, turn, change, now, setting.playbooks.site());
}

/** Version 0: never stored. The first turn makes it version 1. */
function emptyConversation(
  siteId: string,
  act: BeginAct,
  playbook: CompiledPlaybook,
  now: number,
): Conversation {
  const at = new Date(now).toISOString();
  return {
    id: act.id,
    siteId,
    v: 0,
    visitor: act.visitor,
    createdAt: at,
    updatedAt: at,
    talk: unbegunTalk(playbook.playbook.name, playbook.version),
    lead: EMPTY_LEAD,
    turn: 0,
    turns: [],
    recent: [],
    nextDueAt: undefined,
    outbox: [],
    nextTryAt: undefined,
    owner: undefined,
    epoch: 0,
    queue: "bot",
    waitingSince: undefined,
    answerBy: undefined,
    note: undefined,
    page: act.page,
    campaign: campaignOf(act.page.url),
    ...(act.identity && { identity: act.identity }),
  };
}

async function startedOf(setting: TurnSetting, kept: Conversation, visitor: string): Promise<Started> {
  if (kept.visitor !== visitor) throw unknownConversation();
  const first = kept.recent.find((answer) => answer.id === kept.id);
  const seq = first?.seqTo ?? kept.talk.seq;
  const messages = await messagesAfter(setting.conversations, kept, 0);
  return {
    conversation: {
      id: kept.id,
      playbook: kept.talk.playbook,
      version: kept.talk.version,
      status: first?.status ?? kept.talk.status,
      seq,
    },
    messages: messages.filter((message) => message.seq <= seq).map(plainMessage),
  };
}
