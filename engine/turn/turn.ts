import type { Value } from "../conditions/condition.ts";
import type { Handoff, PersonRef, Transfer } from "../handoff/handoff.ts";
import type { Lead } from "../lead/lead.ts";
import type { Message } from "../messages/message.ts";
import type { Site } from "../playbook/site.ts";
import type { SteerMove } from "../steer/steer-move.ts";
import type { Reading } from "../understand/reading.ts";

import type { RememberedAnswer } from "./remembered.ts";

/**
 * bot: the playbook talks. waiting: offered to people. human: a rep owns the turn and the bot is silent.
 * ended: the playbook is over. parked: the playbook cannot go on, a person must look.
 */
export type Status = "bot" | "waiting" | "human" | "ended" | "parked";

/** A clock that runs; it comes back as the event `clock` with its key. */
export interface Clock {
  readonly key: string;
  /** Milliseconds since 1970, UTC. Never "what is left": a restart must not put it off. */
  readonly dueAt: number;
}

/** The engine's part of a conversation. Plain JSON; any store can hold it. */
export interface Talk {
  readonly playbook: string;
  /** Hash of the playbook's version. */
  readonly version: string;
  /** The machine's state and context, opaque outside the engine. */
  readonly snapshot: { readonly value: string; readonly context: unknown };
  /** `seq` of the last message. */
  readonly seq: number;
  readonly status: Status;
  readonly outcome: string | undefined;
  /** Why the talk is parked or waits, for the rep; undefined otherwise. */
  readonly reason: string | undefined;
  /** The section or step that the talk is at, for people. */
  readonly step: string;
  readonly clocks: readonly Clock[];
  /** Keys of clocks that have rung and that the resting step still names: they do not run a second time. */
  readonly rung: readonly string[];
  /** How many messages the visitor has sent. */
  readonly heard: number;
  /** What outlives the conversation (`remember:`). Missing in conversations of older releases. */
  readonly remembered?: readonly RememberedAnswer[];
  /** The team a handoff was offered to; undefined outside of one, or for everybody. */
  readonly team: string | undefined;
  /** Where the search for a person stands, or how the last one ended. Missing: there was none. */
  readonly handoff?: Handoff;
}

/** A file that the visitor or a rep sent and the server keeps. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  /** Media type, such as "image/png". */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Everything that can happen to a conversation. Names from the network never become machine events. */
export type TurnEvent =
  | {
      readonly type: "begin";
      /** Random id of the visitor: keeps A/B sides and wordings stable. */
      readonly visitor: string;
      /** Facts given from outside. */
      readonly facts: Readonly<Record<string, Value>>;
      /** A section to begin in instead of `start`. */
      readonly startAt?: string;
      /** What conditions may look at besides: language, country, campaign, event, returning. */
      readonly visit?: Readonly<Record<string, Value>>;
      readonly page?: { readonly url: string; readonly title?: string; readonly referrer?: string };
      /** What is kept of the visitor's earlier conversations; facts given from outside go before it. */
      readonly remembered?: readonly RememberedAnswer[];
      /** The words that the visitor agreed to before the chat opened, where the site asks for that. */
      readonly consent?: { readonly text: string };
    }
  | {
      readonly type: "message";
      /** Exactly one of these five is given. */
      readonly text?: string;
      readonly choice?: string;
      readonly choices?: readonly string[];
      readonly change?: string;
      readonly file?: Upload;
    }
  | { readonly type: "clock"; readonly key: string }
  /** What a service answered to the call of this id. */
  | { readonly type: "service"; readonly id: string; readonly ok: boolean; readonly data: Value }
  | { readonly type: "rep_joined"; readonly name: string /** Their id. */; readonly rep?: string }
  | { readonly type: "rep_said"; readonly name: string; readonly text: string; readonly file?: Upload }
  /** The rep gives the conversation back; with a step, the talk goes on at that section. */
  | { readonly type: "rep_left"; readonly name: string; readonly step?: string }
  | { readonly type: "rep_vanished"; readonly name: string }
  | { readonly type: "rep_closed"; readonly name: string; readonly outcome: string }
  /** A rep has the bot do something, without taking over. */
  | { readonly type: "steer"; readonly name: string; readonly move: SteerMove }
  /** A rep writes down an answer; an empty text means that it is not known. Read as the visitor's own words would be. */
  | { readonly type: "rep_edited"; readonly name: string; readonly question: string; readonly text: string }
  /** The visitor would rather not wait for a person any more. */
  | { readonly type: "wait_stopped" }
  | HandoffAct;

/** What people and the server do about a handoff without moving the playbook. */
export type HandoffAct =
  /** The server asks somebody, and says why: one person, or all whose ids are named. */
  | {
      readonly type: "handoff_routed";
      readonly to?: PersonRef;
      readonly asked: readonly string[];
      readonly why: string;
    }
  | { readonly type: "handoff_declined"; readonly rep: string }
  | { readonly type: "transfer_offered"; readonly transfer: Omit<Transfer, "endsAt"> }
  | { readonly type: "transfer_accepted"; readonly by: PersonRef }
  | { readonly type: "transfer_bounced" };

/** handoff: somebody is asked. lost: the owner did not answer in time. */
export type AlertReason = "handoff" | "escalation" | "transfer" | "bounced" | "lost";

/** What a turn may look at besides the conversation. Everything that changes between two turns comes in here. */
export interface World {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly site: Site;
  /** Reps online now, by team. A team not listed counts 0. */
  readonly online: ReadonlyMap<string, number>;
  /** Services that change something where they are called (`changes: true`). */
  readonly changing?: readonly string[];
  /** Whether people are looked for rung by rung, as the site says. Without, only the playbook's own clocks run. */
  readonly ladder?: boolean;
}

/** Something the server must make happen after the commit. Ids are stable: the same turn gives the same ids. */
export type Effect =
  | {
      readonly type: "handoff_offered";
      readonly id: string;
      readonly team: string | undefined;
      readonly note: string | undefined;
    }
  /** People are to be told: the handoff's present state says who. */
  | {
      readonly type: "alert";
      readonly id: string;
      readonly reason: AlertReason;
    }
  | { readonly type: "forget"; readonly id: string }
  /** A line to colleagues of a team. */
  | { readonly type: "tell"; readonly id: string; readonly team: string; readonly text: string }
  /** Call this service with this; its answer comes back as the event `service` with the call's id. */
  | {
      readonly type: "call";
      readonly id: string;
      readonly service: string;
      readonly send: Value;
    };

/** What came of one event. Nothing is stored, sent or timed yet: that is the server's part. */
export interface Turn {
  readonly talk: Talk;
  /** The messages that this turn added, in order, the visitor's own included. */
  readonly messages: readonly Message[];
  readonly effects: readonly Effect[];
  readonly lead: Lead;
  /** How the visitor's text was read; undefined for events that hold no text. */
  readonly reading: Reading | undefined;
  /** Steps that this turn walked, and sides of branches (`start:choose/1`), by key: for the coverage of tests. */
  readonly visited: readonly string[];
  /** With this message the conversation moved to the live version; hashes of both. */
  readonly moved?: { readonly from: string; readonly to: string };
}

/** The event cannot happen here; the conversation is as it was. */
export interface RefusedTurn {
  readonly refused:
    | "CHOICE_UNKNOWN"
    | "STEP_UNKNOWN"
    /** A rep's move that is not among the legal ones here. */
    | "MOVE_ILLEGAL"
    /** A rep's text is no answer to that question, or nobody may write down an answer to it. */
    | "ANSWER_REFUSED"
    | "ALREADY_BEGUN"
    /** A rep event in a state that does not allow it, such as a reply without a claim. */
    | "NOT_NOW"
    /** A person owns the turn: the bot may not speak. */
    | "HUMAN_OWNS"
    /** A clock that no longer runs: somebody was faster. */
    | "CLOCK_GONE";
}
