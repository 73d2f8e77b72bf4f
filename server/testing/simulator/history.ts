import type { Clock } from "../../../engine/index.ts";
import { callKey } from "../../services/call-item.ts";
import type { Conversation, OutboxItem, TurnRecord } from "../../stores/ports.ts";
import type { MemoryConversations } from "../memory-conversations.ts";

/** What the store saw, version by version: clocks that rang when they should not, and calls that were promised. */
export interface History {
  readonly faults: readonly string[];
  /** Ids under which the service has to see the calls. */
  readonly promisedCalls: ReadonlySet<string>;
  /** Those of them that nobody has to see any more, since the visitor wanted to be forgotten. */
  readonly forgottenCalls: ReadonlySet<string>;
  clocksFired(): number;
}

export function watchHistory(store: MemoryConversations): History {
  const faults: string[] = [];
  const promisedCalls = new Set<string>();
  const forgottenCalls = new Set<string>();
  const rang = new Set<string>();
  let fired = 0;
  store.watch((before, after) => {
    if (!before) return;
    for (const item of droppedByForgetting(before, after)) forgottenCalls.add(callKey(item));
    if (before.turn === after.turn) return;
    const record = after.turns.at(-1);
    for (const item of newCalls(before, after)) promisedCalls.add(callKey(item));
    const key = record && clockOf(record);
    if (key === undefined) return;
    fired++;
    const clock = before.talk.clocks.find((one) => one.key === key);
    faults.push(...clockFaults(after, key, clock, Date.parse(record?.at ?? ""), rang));
  });
  return { faults, promisedCalls, forgottenCalls, clocksFired: () => fired };
}

function newCalls(before: Conversation, after: Conversation): readonly OutboxItem[] {
  const kept = new Set(before.outbox.map(({ id }) => id));
  return after.outbox.filter(({ id, kind }) => kind === "call" && !kept.has(id));
}

/** What a visitor said before they wanted it forgotten is not told to a service any more. */
function droppedByForgetting(before: Conversation, after: Conversation): readonly OutboxItem[] {
  const isForgotten = before.turns.some(
    ({ event }, index) => hasText(event) && !hasText(after.turns[index]?.event),
  );
  if (!isForgotten) return [];
  // The other way round: calls that only the version before has.
  return newCalls(after, before);
}

function hasText(event: unknown): boolean {
  return typeof event === "object" && event !== null && "text" in event;
}

function clockFaults(
  { id, turn }: Conversation,
  key: string,
  clock: Clock | undefined,
  at: number,
  rang: Set<string>,
): readonly string[] {
  if (!clock) return [`${id}: clock ${key} rang in turn ${turn} though it did not run`];
  const once = `${id} ${key} ${clock.dueAt}`;
  if (rang.has(once)) return [`${id}: clock ${key} rang twice`];
  rang.add(once);
  return at < clock.dueAt ? [`${id}: clock ${key} rang early`] : [];
}

function clockOf({ event }: TurnRecord): string | undefined {
  const { type, key } = event as { readonly type: string; readonly key?: string };
  return type === "clock" ? key : undefined;
}
