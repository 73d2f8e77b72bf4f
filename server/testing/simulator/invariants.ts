import type { Conversation, ConversationStore, TurnRecord } from "../../stores/ports.ts";
import { messagesAfter } from "../../turns/messages-after.ts";
import type { History } from "./history.ts";
import type { Sink } from "./sink.ts";
import type { SimulatedVisitor } from "./visitor.ts";

/**
 * Holds what is in the store, and what left it, against what visitors were told. Numbered as the promises are: I1 every
 * acknowledged turn once, I2 `seq` dense, I4 clocks, I5 the outbox. I3, equal answers, the visitors see themselves.
 *
 * @param late A clock or an item that was due by then has been forgotten, ms since 1970.
 */
export async function brokenPromises(
  store: ConversationStore,
  visitors: readonly SimulatedVisitor[],
  sink: Sink,
  history: History,
  late: number,
): Promise<readonly string[]> {
  const found = await Promise.all(visitors.map((visitor) => ofVisitor(store, visitor, sink, late)));
  const { promisedCalls, forgottenCalls } = history;
  const unseen = [...promisedCalls].filter((id) => !forgottenCalls.has(id) && !sink.calls.has(id));
  const unknown = [...sink.calls.keys()].filter((id) => !promisedCalls.has(id));
  return [
    ...found.flat(),
    ...history.faults.map((fault) => `I4 ${fault}`),
    ...unseen.map((id) => `I5 call ${id.slice(0, 8)} never reached the service`),
    ...unknown.map((id) => `I5 call ${id.slice(0, 8)} reached the service and was never promised`),
  ];
}

async function ofVisitor(
  store: ConversationStore,
  visitor: SimulatedVisitor,
  sink: Sink,
  late: number,
): Promise<readonly string[]> {
  const { conversation: id } = visitor;
  const faults = visitor.faults.map((fault) => `I3 ${id}: ${fault}`);
  if (!visitor.done()) faults.push(`I1 ${id}: the visitor never got to the end`);
  const kept = await store.load("default", id);
  if (!kept) return [...faults, `I1 ${id} is gone`];
  const messages = await messagesAfter(store, kept, 0);
  // What was in the archive is gone when all was to be forgotten; what is left still has its numbers.
  const first = visitor.forgets ? (messages[0]?.seq ?? 1) : 1;
  const gap = messages.findIndex(({ seq }, index) => seq !== first + index);
  if (gap >= 0 || messages.at(-1)?.seq !== kept.talk.seq)
    faults.push(`I2 ${id}: seq is not dense at ${gap + 1}`);
  const turns = await allTurns(store, kept);
  faults.push(
    ...(visitor.forgets ? rememberedFaults(visitor, turns, kept, sink) : wordFaults(visitor, turns)),
  );
  return [...faults, ...restFaults(kept, sink, late)];
}

/** Nothing is left to do, and what was done last is what the lead says. */
function restFaults(kept: Conversation, sink: Sink, late: number): readonly string[] {
  const { id, talk, outbox, lead } = kept;
  const clocks = talk.clocks
    .filter(({ dueAt }) => dueAt < late)
    .map(({ key }) => `I4 ${id}: ${key} never rang`);
  const due = outbox.filter(({ nextTryAt }) => nextTryAt === undefined || nextTryAt < late);
  const items = due.map((item) => `I5 ${id}: ${item.id} was never done`);
  const written = JSON.stringify(sink.leads.get(id)?.lead);
  const wanted = lead.answers.length > 0 ? JSON.stringify(lead) : written;
  return [
    ...clocks,
    ...items,
    ...(written === wanted ? [] : [`I5 ${id}: the lead that was written is not the last`]),
  ];
}

function wordFaults(
  { conversation: id, acknowledged }: SimulatedVisitor,
  turns: readonly TurnRecord[],
): string[] {
  const words = turns.flatMap(({ event }) => {
    const { type, text } = event as { readonly type: string; readonly text?: string };
    return type === "message" && text !== undefined ? [text] : [];
  });
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const lost = acknowledged
    .filter(({ text }) => !counts.has(text))
    .map(({ text }) => `I1 ${id}: ${text} is lost`);
  const doubled = [...counts].filter(([, n]) => n > 1).map(([text]) => `I1 ${id}: ${text} is doubled`);
  const order = [...counts.keys()].map((word) => Number(word.slice(1)));
  const mixed = order.some((n, index) => n < (order[index - 1] ?? 0));
  return [...lost, ...doubled, ...(mixed ? [`I1 ${id}: words are out of order`] : [])];
}

/** Of what a visitor wanted forgotten, nothing is left anywhere. */
function rememberedFaults(
  { conversation: id, acknowledged }: SimulatedVisitor,
  turns: readonly TurnRecord[],
  kept: Conversation,
  sink: Sink,
): string[] {
  const left = JSON.stringify([turns, kept.turns, kept.lead, kept.talk, sink.leads.get(id)?.lead]);
  const words = acknowledged.map(({ text }) => text).filter((text) => /^w\d+$/.test(text));
  return words
    .filter((word) => new RegExp(`\\b${word}\\b`).test(left))
    .map((word) => `I1 ${id}: ${word} was not forgotten`);
}

/** Those of the archive too. */
export async function allTurns(store: ConversationStore, kept: Conversation): Promise<readonly TurnRecord[]> {
  const archived = await store.archived(kept.siteId, kept.id, -1);
  const first = kept.turns[0]?.turn ?? 1;
  return [...archived.filter(({ turn }) => turn < first), ...kept.turns];
}
