import { messageForReps } from "../../engine/index.ts";
import { shownName, whoIs } from "../outbox/lead-record.ts";
import type { Conversation, LeadRecord } from "./ports.ts";

// What the stores look rows up by, worked out of the record when it is kept, so that every adapter sorts and finds alike.

/**
 * Where a conversation stands in its queue: `waiting` by the start of the wait, `snoozed` by its end, all others by the last
 * change.
 */
export function listedAt({ queue, waitingSince, updatedAt, snoozedUntil }: Conversation): string {
  if (queue === "snoozed" && snoozedUntil !== undefined) return new Date(snoozedUntil).toISOString();
  return queue === "waiting" ? (waitingSince ?? updatedAt) : updatedAt;
}

/** Whether a queue is listed from its earliest time on; else the latest is first. */
export function earliestFirst(queue: Conversation["queue"]): boolean {
  return queue === "waiting" || queue === "snoozed";
}

/** What a search in the inbox looks at besides words; null: there is none. */
export interface SoughtBy {
  readonly score: number | null;
  readonly grade: string | null;
  /** Path of the page where it began. */
  readonly page: string | null;
  readonly playbook: string | null;
  readonly team: string | null;
  /** Ids of people. */
  readonly mentioned: readonly string[];
}

export function soughtBy({ queue, lead, page, talk, mentioned = [] }: Conversation): SoughtBy {
  if (queue === "erased") {
    return { score: null, grade: null, page: null, playbook: null, team: null, mentioned: [] };
  }
  return {
    score: lead.receipt.length > 0 ? lead.score : null,
    grade: lead.grade ?? null,
    page: URL.canParse(page.url) ? new URL(page.url).pathname : page.url,
    playbook: talk.playbook,
    team: talk.team ?? null,
    mentioned,
  };
}

const MOST_WORDS = 100;
const LONGEST_WORD = 40;

/**
 * Words by which the conversation is found from this save on, added to those of earlier saves: what people said in the last
 * turn, who it is, and the newest note. Never what answers a private question.
 */
export function freshWords(conversation: Conversation): readonly string[] {
  const { queue, turns, lead, identity, notes } = conversation;
  if (queue === "erased") return [];
  const { email, company } = whoIs(lead);
  const said = (turns.at(-1)?.messages ?? [])
    .filter(({ from }) => from === "visitor" || from === "rep")
    .map((message) => messageForReps(message).text);
  const texts = [shownName(conversation), company, email, identity?.email, notes?.at(-1)?.text, ...said];
  return soughtWords(texts.filter((text) => text !== undefined).join(" "));
}

/** The words of a text as they are kept and looked for: without accents, small and capital letters alike. */
export function soughtWords(text: string): readonly string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => [...word].slice(0, LONGEST_WORD).join("")))].slice(0, MOST_WORDS);
}

/** Sorts behind every word that begins so. */
export function behindAll(beginning: string): string {
  return `${beginning}\u{10FFFF}`;
}

/** Everything that a search for leads looks into. */
export function leadText({ name, email, company, playbook, lead }: LeadRecord): string {
  return folded(
    [name, email, company, playbook, lead.outcome].filter((text) => text !== undefined).join("\n"),
  );
}

/** What is looked for in {@link leadText}. The cap keeps a pasted page from becoming a pattern. */
export function searchText(search: string): string {
  return folded(search.trim().slice(0, 200));
}

export function addressKey(email: string): string {
  return folded(email);
}

function folded(text: string): string {
  // MongoDB refuses a pattern with a zero character in it, SQLite stops reading there.
  return text.replaceAll("\0", "\uFFFD").normalize("NFKC").toLowerCase();
}
