import type { Message, TurnEvent } from "../../engine/index.ts";
import type { Conversation, OutboxItem, RecentAnswer, TurnRecord } from "../stores/ports.ts";
import { EMPTY_LEAD } from "../turns/parked.ts";

const ERASED = "(erased)";

/**
 * The conversation without anything that the visitor said up to a turn, nor what the bot made of it. The numbers stay, so
 * that `seq` has no gap. The version is one on.
 *
 * @param upTo Number of the turn in which the visitor asked for it; later turns stay.
 */
export function erased(
  { identity: _signed, pages: _pages, timeZone: _zone, ...conversation }: Conversation,
  upTo: number,
  now: number,
): Conversation {
  return {
    ...conversation,
    v: conversation.v + 1,
    updatedAt: new Date(now).toISOString(),
    lead: { ...EMPTY_LEAD, outcome: conversation.lead.outcome },
    turns: conversation.turns.map((turn) =>
      turn.turn <= upTo ? erasedTurn(turn, turn.turn === upTo) : turn,
    ),
    recent: conversation.recent.map((answer) => (answer.turn < upTo ? withoutHash(answer) : answer)),
    outbox: conversation.outbox.filter((item) => isOf(item, upTo)),
    note: undefined,
    notes: [],
    campaign: {},
    verified: undefined,
    page: { url: pathOnly(conversation.page.url) },
  };
}

/** A hash of few words tells the words to whoever tries enough of them. The id alone still keeps them from coming twice. */
function withoutHash(answer: RecentAnswer): RecentAnswer {
  return { ...answer, hash: "" };
}

/** What was said before is not told to anybody any more; that it is to be forgotten, and what came with it and later, stays. */
function isOf({ kind, body }: OutboxItem, upTo: number): boolean {
  const turn = typeof body === "object" && body !== null && "turn" in body ? Number(body.turn) : upTo;
  return kind === "forget" || kind === "erase" || turn >= upTo;
}

/** In the turn that asked for it, the bot's answer stays: it says that all is forgotten. */
function erasedTurn(turn: TurnRecord, asked: boolean): TurnRecord {
  const event: Pick<TurnEvent, "type"> = { type: (turn.event as TurnEvent).type };
  return {
    ...turn,
    event,
    reading: undefined,
    messages: turn.messages.map((message) =>
      asked && message.from !== "visitor" ? message : erasedMessage(message),
    ),
  };
}

function erasedMessage({ seq, from, at, name }: Message): Message {
  return { seq, from, at, text: ERASED, ...(from !== "visitor" && name !== undefined && { name }) };
}

function pathOnly(url: string): string {
  return URL.canParse(url) ? new URL(url).origin + new URL(url).pathname : "/";
}
