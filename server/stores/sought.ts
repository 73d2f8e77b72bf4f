import type { Conversation, LeadRecord } from "./ports.ts";

// What the stores look rows up by, worked out of the record when it is kept, so that every adapter sorts and finds alike.

/** Where a conversation stands in its queue: `waiting` by the start of the wait, all others by the last change. */
export function listedAt({ queue, waitingSince, updatedAt }: Conversation): string {
  return queue === "waiting" ? (waitingSince ?? updatedAt) : updatedAt;
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
