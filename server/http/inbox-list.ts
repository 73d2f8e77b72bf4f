import { readSearch } from "../inbox/read-search.ts";
import type { Signals } from "../inbox/signals.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, InboxSearch, Listed } from "../stores/ports.ts";
import type { TurnSetting } from "../turns/take.ts";
import type { InboxPage, Queue } from "../wire/rep.ts";
import { inboxRow, type Looking } from "./presenters/inbox.ts";

export interface LookingSetting extends Pick<TurnSetting, "conversations" | "playbooks"> {
  readonly signals: Signals;
  readonly firstResponse?: Looking["firstResponse"];
}

export interface ListSetting extends LookingSetting {
  readonly inboxSearch: InboxSearch;
}

interface Asked {
  readonly queue: Queue;
  readonly q: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** One page of a queue, or of what a search finds, with the counts of all queues. */
export async function inboxPage(setting: ListSetting, me: string, asked: Asked): Promise<InboxPage> {
  const siteId = setting.playbooks.site().id;
  const [{ rows, next }, counts, mentions] = await Promise.all([
    found(setting, siteId, me, asked),
    setting.conversations.count(siteId, me),
    setting.inboxSearch.mentions(siteId, me),
  ]);
  return {
    data: rows.map((row) => inboxRow(row, lookingAt(setting, me, row.id))),
    next_cursor: next ?? null,
    counts: { ...counts, mentions },
  };
}

export function lookingAt({ signals, firstResponse }: LookingSetting, me: string, id: string): Looking {
  return { me, viewers: [...signals.viewers(id, me)], firstResponse };
}

async function found(
  { conversations, inboxSearch }: ListSetting,
  siteId: string,
  me: string,
  { queue, q, cursor, limit }: Asked,
): Promise<Listed<Conversation>> {
  const page = { siteId, limit, ...(cursor !== undefined && { cursor }) };
  if (q !== undefined && q.trim() !== "") {
    const read = readSearch(q, me);
    if ("wish" in read) return await inboxSearch.search({ ...read.wish, ...page });
    const errors = read.faults.map((message) => ({ path: "/query/q", message }));
    throw new Refusal("INPUT_INVALID", read.faults.join(" "), { errors });
  }
  if (queue === "mentions") {
    return await inboxSearch.search({ mentioned: me, scores: [], words: [], ...page });
  }
  if (queue === "team") return await conversations.list({ queue: "mine", ...page });
  return await conversations.list({ queue, ...page, ...(queue === "mine" && { owner: me }) });
}
