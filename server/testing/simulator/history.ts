import type { Clock } from "../../../engine/index.ts";
import { callKey } from "../../services/call-item.ts";
import type { Conversation, TurnRecord } from "../../stores/ports.ts";
import type { MemoryConversations } from "../memory-conversations.ts";

/** What the store saw, version by version: clocks that rang when they should not, and calls that were promised. */
export interface History {
  readonly faults: readonly string[];
  /** Ids under which the service has to see the calls. */
  readonly promisedCalls: ReadonlySet<string>;
  clocksFired(): number;
}

export function watchHistory(store: MemoryConversations): History {
  const faults: string[] = [];
  const promisedCalls = new Set<string>();
  const rang = new Set<string>();
  let fired = 0;
  store.watch((before, after) => {
    if (!before || before.turn === after.turn) return;
    const record = after.turns.at(-1);
    const kept = new Set(before.outbox.map(({ id }) => id));
    for (const item of after.outbox)
      if (item.kind === "call" && !kept.has(item.id)) promisedCalls.add(callKey(item));
    const key = record && clockOf(record);
    if (key === undefined) return;
    fired++;
    const clock = before.talk.clocks.find((one) => one.key === key);
    faults.push(...clockFaults(after, key, clock, Date.parse(record?.at ?? ""), rang));
  });
  return { faults, promisedCalls, clocksFired: () => fired };
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
