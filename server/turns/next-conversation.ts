import type { Lead, Site, Turn, TurnEvent } from "../../engine/index.ts";
import { letterItem } from "../resume/letter-item.ts";
import type { Conversation, Note, OutboxItem, RecentAnswer, TurnRecord } from "../stores/ports.ts";
import { verifyItem } from "../verify/verify-item.ts";
import { eventItem, wantedEvents } from "../webhooks/events.ts";

/** What besides the engine's turn changes with it. */
export interface TurnChange {
  readonly event: TurnEvent;
  /** The client's id and the hash of what it sent; undefined for clocks and acts without an id. */
  readonly client: { readonly id: string; readonly hash: string } | undefined;
  /** The rep who takes over with this turn. */
  readonly owner?: { readonly id: string; readonly name: string };
  /** Keyed hash of where the visitor's request came from. */
  readonly origin?: string;
}

const KEPT_ANSWERS = 200;
const KEPT_NOTES = 50;
/** Items that the outbox holds at most, dead letters included: with more, new ones are refused. */
const MOST_ITEMS = 50;
/** Other nodes leave a fresh outbox item alone for so long: the node that made it is at it already. */
export const HEAD_START_MS = 2_000;
/**
 * While the bot talks, a lead is written when the visitor has been quiet for so long: one write for many answers. What
 * people wait for (a handoff, an outcome) is written at once.
 */
export const LEAD_QUIET_MS = 5_000;
/** No change of a lead waits longer than this for the visitor to be quiet. */
export const LEAD_LATEST_MS = 20_000;

/** The conversation after a turn, one version on. Pure; nothing is stored yet. */
export function nextConversation(
  before: Conversation,
  taken: Turn,
  { event, client, owner, origin }: TurnChange,
  now: number,
  site: Pick<Site, "webhooks" | "confirmAddresses">,
): Conversation {
  const at = new Date(now).toISOString();
  const record = turnRecord(before, taken, event, at);
  const answer = client && recentAnswer(client, record, taken);
  const next: Omit<Conversation, "outbox" | "nextTryAt"> = {
    ...before,
    ...ownership(before, taken, owner),
    ...waiting(before, taken, at),
    ...attention(before, taken, event),
    v: before.v + 1,
    updatedAt: at,
    talk: taken.talk,
    lead: taken.lead,
    turn: record.turn,
    turns: [...before.turns, record],
    recent: answer ? [...before.recent, answer].slice(-KEPT_ANSWERS) : before.recent,
    nextDueAt: earliest([
      ...taken.talk.clocks.map((clock) => clock.dueAt),
      stillSnoozed(before, taken, event),
    ]),
    note: noteOf(taken) ?? before.note,
    notes: [...(before.notes ?? []), ...notesOf(before.id, taken, at)].slice(-KEPT_NOTES),
  };
  const tryAt = now + HEAD_START_MS;
  const outbox = [
    ...nextOutbox(before, taken, record.turn, now),
    ...given(letterItem(before, event, record.turn, now)),
    ...given(site.confirmAddresses ? verifyItem(before, next, origin, tryAt) : undefined),
    ...given(eventItem(before, next, wantedEvents(site), tryAt)),
  ];
  return { ...next, outbox, nextTryAt: earliest(outbox.map((item) => item.nextTryAt)) };
}

function given<T>(one: T | undefined): readonly T[] {
  return one === undefined ? [] : [one];
}

/** The earliest of some times; undefined when there is none. */
export function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** What a turn wanted done and a full outbox did not take. */
export function refusedEffects(taken: Turn, next: Conversation): Turn["effects"] {
  const kept = new Set(next.outbox.map(({ id }) => id));
  return taken.effects.filter((effect) => !kept.has(itemId(next.id, effect)));
}

export function queueOf(status: Conversation["talk"]["status"]): Conversation["queue"] {
  switch (status) {
    case "bot":
      return "bot";
    case "waiting":
    case "parked":
      return "waiting";
    case "human":
      return "mine";
    case "ended":
      return "closed";
  }
}

function turnRecord(before: Conversation, taken: Turn, event: TurnEvent, at: string): TurnRecord {
  const seqFrom = before.talk.seq + 1;
  return {
    turn: before.turn + 1,
    seqFrom,
    seqTo: seqFrom + taken.messages.length - 1,
    at,
    event,
    reading: taken.reading,
    messages: taken.messages,
  };
}

function recentAnswer(
  client: { readonly id: string; readonly hash: string },
  record: TurnRecord,
  taken: Turn,
): RecentAnswer {
  const { turn, seqFrom, seqTo } = record;
  return { ...client, turn, seqFrom, seqTo, status: taken.talk.status };
}

/** Nobody owns a conversation that is not with a human, however that came about. */
function ownership(
  before: Conversation,
  taken: Turn,
  joined: Conversation["owner"],
): Pick<Conversation, "owner" | "epoch"> {
  const owner = taken.talk.status === "human" ? (joined ?? before.owner) : undefined;
  return { owner, epoch: owner?.id === before.owner?.id ? before.epoch : before.epoch + 1 };
}

function waiting(
  before: Conversation,
  taken: Turn,
  at: string,
): Pick<Conversation, "queue" | "waitingSince" | "answerBy"> {
  const queue = queueOf(taken.talk.status);
  if (queue !== "waiting") return { queue, waitingSince: undefined, answerBy: undefined };
  const promise = taken.talk.clocks.find((clock) => clock.key.startsWith("answer_within"));
  return {
    queue,
    // Whoever lost their person keeps their place in the line.
    waitingSince: before.waitingSince ?? sinceOf(taken) ?? at,
    answerBy: promise && new Date(promise.dueAt).toISOString(),
  };
}

/** What a rep does in it they have read; a snooze ends with the first thing that a person says or does. */
function attention(
  before: Conversation,
  taken: Turn,
  event: TurnEvent,
): Pick<Conversation, "snoozedUntil" | "readSeq"> & Partial<Pick<Conversation, "queue">> {
  const snoozedUntil = stillSnoozed(before, taken, event);
  return {
    snoozedUntil,
    readSeq: event.type.startsWith("rep_") ? taken.talk.seq : before.readSeq,
    ...(snoozedUntil !== undefined && { queue: "snoozed" }),
  };
}

function stillSnoozed(before: Conversation, taken: Turn, event: TurnEvent): number | undefined {
  const byItself = event.type === "clock" || event.type === "service";
  return byItself && taken.talk.status === "human" ? before.snoozedUntil : undefined;
}

function sinceOf({ talk: { handoff } }: Turn): string | undefined {
  return handoff && new Date(handoff.since).toISOString();
}

function noteOf(taken: Turn): string | undefined {
  return taken.effects.find((effect) => effect.type === "handoff_offered")?.note;
}

function notesOf(conversation: string, taken: Turn, at: string): readonly Note[] {
  return taken.effects.flatMap((effect) =>
    effect.type === "tell"
      ? [{ id: itemId(conversation, effect), at, team: effect.team, text: effect.text }]
      : [],
  );
}

function itemId(conversation: string, { type, id }: Turn["effects"][number]): string {
  return `${type}:${conversation}:${id}`;
}

function nextOutbox(before: Conversation, taken: Turn, turn: number, now: number): readonly OutboxItem[] {
  const fresh = { tries: 0, nextTryAt: now + HEAD_START_MS };
  const effects = taken.effects.map((effect): OutboxItem => {
    const { type, id, ...body } = effect;
    // The service's answer comes back under the engine's own id.
    const call = type === "call" ? { call: id } : {};
    return { ...fresh, id: itemId(before.id, effect), kind: type, body: { ...body, ...call, turn } };
  });
  // What these write is always the present state: a newer one takes the place of one that was not written yet.
  const present = [
    ...(leadChanged(before.lead, taken.lead) ? (["lead"] as const) : []),
    ...(taken.talk.remembered?.some(({ at }) => at === now) ? (["memory"] as const) : []),
  ];
  const written = present.map((kind): OutboxItem => {
    const item = { ...fresh, id: `${kind}:${before.id}:${turn}`, kind, body: { turn } };
    return kind === "lead" ? { ...item, ...leadTiming(before, taken, turn, now) } : item;
  });
  const waiting = before.outbox.filter(({ kind }) => !present.some((one) => one === kind));
  return [...withRoom(waiting, effects), ...written];
}

/** A visitor who wants to be forgotten is, however much waits. What replaces its older self is never refused either. */
function withRoom(before: readonly OutboxItem[], wanted: readonly OutboxItem[]): readonly OutboxItem[] {
  let room = MOST_ITEMS - before.length;
  return [...before, ...wanted.filter(({ kind }) => kind === "forget" || room-- > 0)];
}

function leadTiming(
  before: Conversation,
  taken: Turn,
  turn: number,
  now: number,
): Pick<OutboxItem, "body" | "nextTryAt"> {
  const waiting = before.outbox.find((item) => item.kind === "lead")?.body;
  const since = isSince(waiting) ? waiting.since : now;
  const talking = before.talk.status === "bot" && taken.talk.status === "bot";
  const calm = talking && before.lead.outcome === taken.lead.outcome;
  const wait = Math.min(LEAD_QUIET_MS, since + LEAD_LATEST_MS - now);
  return { body: { turn, since }, nextTryAt: now + (calm ? Math.max(0, wait) : HEAD_START_MS) };
}

/** When the first change was made that is not written yet, ms since 1970. */
function isSince(body: unknown): body is { readonly since: number } {
  return typeof body === "object" && body !== null && "since" in body && typeof body.since === "number";
}

/** A visitor who has said nothing yet is no lead. */
function leadChanged(before: Lead, after: Lead): boolean {
  const known = (lead: Lead) => lead.answers.length > 0 || lead.outcome !== undefined;
  return (known(before) || known(after)) && JSON.stringify(before) !== JSON.stringify(after);
}
