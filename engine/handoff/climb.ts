import type { HandoffRules } from "../playbook/handoff-rules.ts";
import type { Span } from "../time/span.ts";
import { type Handoff, isOwned, isSought, type PersonRef, type Rung, type Transfer } from "./handoff.ts";

/** Everything that can happen to a handoff. */
export type HandoffEvent =
  /** The server asks somebody: one person, or (without `to`) all that `asked` names. */
  | {
      readonly type: "routed";
      readonly to?: PersonRef;
      readonly asked: readonly string[];
      readonly why: string;
    }
  | { readonly type: "rung_over" }
  /** The person who is asked would rather not. */
  | { readonly type: "declined"; readonly by: string }
  | { readonly type: "claimed"; readonly by: PersonRef }
  | { readonly type: "visitor_spoke" }
  | { readonly type: "owner_spoke" }
  /** The owner let the visitor wait for too long. */
  | { readonly type: "vanished" }
  /** The owner gave it back or closed it, or the visitor left for good. */
  | { readonly type: "given_back" }
  /** The playbook's own clock rang, the team closed, or the visitor stopped waiting. */
  | { readonly type: "nobody_came" }
  | { readonly type: "transfer_offered"; readonly transfer: Omit<Transfer, "endsAt"> }
  | { readonly type: "transfer_accepted"; readonly by: PersonRef }
  | { readonly type: "transfer_bounced" };

export interface Climbing {
  /** ms since 1970. */
  readonly now: number;
  readonly rules: HandoffRules;
  /** When a span that begins now is over, in the hours of the team. */
  due(span: Span, team: string | undefined): number;
  /** When the playbook's clock over the whole ladder rings; undefined: there is none. */
  readonly answerBy: number | undefined;
}

/** A person is wanted. The first rung begins. */
export function offered(
  wanted: { readonly team: string | undefined; readonly language: string | undefined },
  before: Handoff | undefined,
  at: Climbing,
): Handoff {
  const { team, language } = wanted;
  return onRung(
    {
      state: "offered",
      number: (before?.number ?? 0) + 1,
      rung: "person",
      since: at.now,
      asked: [],
      ...(team !== undefined && { team }),
      ...(language !== undefined && { language }),
      ...(before?.owner && { owner: before.owner }),
    },
    "person",
    at,
  );
}

/** Somebody takes a conversation that was not offered to anybody. */
export function takenUnasked(by: PersonRef, before: Handoff | undefined, at: Climbing): Handoff {
  return claimedBy(offered({ team: undefined, language: before?.language }, before, at), by, at);
}

/** The handoff after the event; undefined when that cannot happen where it stands. */
export function climb(handoff: Handoff, event: HandoffEvent, at: Climbing): Handoff | undefined {
  // The table holds for each type the move of that very type.
  const move = MOVES[event.type] as Move<HandoffEvent>;
  return move.may(handoff, event) ? move.make(handoff, event, at) : undefined;
}

interface Move<E extends HandoffEvent> {
  readonly may: (handoff: Handoff, event: E) => boolean;
  readonly make: (handoff: Handoff, event: E, at: Climbing) => Handoff;
}

const isPassedOn = (handoff: Handoff) => isOwned(handoff) && handoff.transfer !== undefined;

/** Where each event may happen, and what comes of it. */
const MOVES: { readonly [T in HandoffEvent["type"]]: Move<Extract<HandoffEvent, { type: T }>> } = {
  routed: { may: isSought, make: routed },
  rung_over: {
    may: (handoff) => isSought(handoff) && handoff.rung !== "everybody",
    make: (handoff, _event, at) => nextRung(handoff, at),
  },
  declined: {
    may: ({ state, to }, { by }) => state === "alerted" && to?.id === by,
    make: unasked,
  },
  claimed: { may: isSought, make: (handoff, { by }, at) => claimedBy(handoff, by, at) },
  visitor_spoke: { may: isOwned, make: (handoff, _event, at) => owing(handoff, at) },
  owner_spoke: {
    may: isOwned,
    make: (handoff) => ({ ...without(handoff, "replyBy"), state: "with_human" }),
  },
  vanished: { may: isOwned, make: (handoff, _event, at) => vanished(handoff, at) },
  given_back: { may: isOwned, make: (handoff) => over(handoff, "returned") },
  nobody_came: { may: isSought, make: (handoff) => over(handoff, "expired") },
  transfer_offered: {
    may: (handoff) => isOwned(handoff) && !handoff.transfer,
    make: (handoff, { transfer }, at) => passing(handoff, transfer, at),
  },
  transfer_accepted: { may: isPassedOn, make: (handoff, { by }, at) => claimedBy(handoff, by, at) },
  transfer_bounced: { may: isPassedOn, make: (handoff) => without(handoff, "transfer") },
};

/** The clocks that run on the ladder itself, ms since 1970. The playbook's own is not among them. */
export function clocksOf(handoff: Handoff): Readonly<Partial<Record<"rung" | "reply" | "transfer", number>>> {
  const { rungEndsAt, replyBy, transfer } = handoff;
  return {
    ...(isSought(handoff) && rungEndsAt !== undefined && { rung: rungEndsAt }),
    ...(isOwned(handoff) && replyBy !== undefined && { reply: replyBy }),
    ...(isOwned(handoff) && transfer && { transfer: transfer.endsAt }),
  };
}

function routed(handoff: Handoff, { to, asked, why }: Extract<HandoffEvent, { type: "routed" }>): Handoff {
  return {
    ...without(handoff, "to"),
    state: "alerted",
    why,
    asked: [...new Set([...handoff.asked, ...asked])],
    ...(to && { to }),
  };
}

function unasked(handoff: Handoff): Handoff {
  return { ...without(handoff, "to", "why"), state: "offered" };
}

/** Without a team the second rung is everybody's already. */
function nextRung(handoff: Handoff, at: Climbing): Handoff {
  const next = handoff.rung === "person" && handoff.team !== undefined ? "team" : "everybody";
  return onRung(unasked(handoff), next, at);
}

/** So much of the playbook's own span the rungs up to this one may use. */
const SHARE: Readonly<Record<Rung, number>> = { person: 1 / 3, team: 2 / 3, everybody: 1 };

function onRung(handoff: Handoff, rung: Rung, at: Climbing): Handoff {
  const next = { ...without(handoff, "rungEndsAt"), rung };
  if (rung === "everybody") return next;
  const due = at.due(rung === "person" ? at.rules.personFor : at.rules.teamFor, handoff.team);
  const latest =
    at.answerBy === undefined
      ? due
      : at.now + Math.max(0, at.answerBy - at.now) * shareOf(rung, handoff.rung);
  return { ...next, rungEndsAt: Math.floor(Math.min(due, latest)) };
}

/** Of what is left when the rung begins: a third for a person, then half of the rest for the team. */
function shareOf(rung: Rung, before: Rung): number {
  if (rung === before) return SHARE[rung];
  return (SHARE[rung] - SHARE[before]) / (1 - SHARE[before]);
}

/** Whoever took it must say something: the visitor has waited. */
function claimedBy(handoff: Handoff, by: PersonRef, at: Climbing): Handoff {
  const taken = without(handoff, "to", "rungEndsAt", "transfer", "replyBy");
  return owing({ ...taken, state: "claimed", owner: by }, at);
}

/** The first words that go unanswered start the clock; more of them do not put it off. */
function owing(handoff: Handoff, { due, rules }: Climbing): Handoff {
  return { ...handoff, replyBy: handoff.replyBy ?? due(rules.replyWithin, handoff.team) };
}

/** The person had their turn: the search goes on with the team. */
function vanished(handoff: Handoff, at: Climbing): Handoff {
  const { owner } = handoff;
  const sought: Handoff = {
    ...without(handoff, "replyBy", "transfer", "to", "why"),
    state: "offered",
    rung: "person",
    number: handoff.number + 1,
    asked: owner ? [owner.id] : [],
  };
  return nextRung(sought, at);
}

function passing(handoff: Handoff, transfer: Omit<Transfer, "endsAt">, at: Climbing): Handoff {
  const endsAt = at.due(at.rules.transferWithin, undefined);
  return { ...handoff, transfer: { ...transfer, endsAt } };
}

function over(handoff: Handoff, state: "returned" | "expired"): Handoff {
  return { ...without(handoff, "to", "rungEndsAt", "replyBy", "transfer"), state };
}

function without<K extends "to" | "why" | "rungEndsAt" | "replyBy" | "transfer">(
  handoff: Handoff,
  ...names: readonly K[]
): Omit<Handoff, K> {
  const left = Object.entries(handoff).filter(([name]) => !names.some((one) => one === name));
  return Object.fromEntries(left) as Omit<Handoff, K>;
}
