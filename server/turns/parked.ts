import {
  clockOfLadder,
  type Lead,
  ladderTurn,
  type Message,
  type RefusedTurn,
  type Talk,
  type Turn,
  type TurnEvent,
  type World,
  withHandoff,
} from "../../engine/index.ts";

/**
 * The turn that is taken when the playbook itself throws. The visitor's words are kept, people can still take over,
 * answer and close, and the process goes on. Nothing of the playbook runs: no clocks, no score.
 *
 * @param reason Why the playbook could not go on, for the rep.
 */
export function parkedTurn(
  before: { readonly talk: Talk; readonly lead: Lead },
  event: TurnEvent,
  now: number,
  reason: string | undefined,
): Turn {
  const { talk, lead } = before;
  const message = spokenMessage(event, talk.seq + 1, new Date(now).toISOString());
  return {
    talk: {
      ...talk,
      seq: talk.seq + (message ? 1 : 0),
      status: statusAfter(event, talk.status),
      outcome: event.type === "rep_closed" ? event.outcome : talk.outcome,
      reason,
      clocks: [],
      rung: [],
      heard: talk.heard + (event.type === "message" ? 1 : 0),
      team: undefined,
    },
    messages: message ? [message] : [],
    effects: [],
    lead: event.type === "rep_closed" ? { ...lead, outcome: event.outcome } : lead,
    reading: undefined,
    visited: [],
  };
}

/** The same, with the search for a person, which goes on whatever the playbook does. */
export function parkedOnLadder(
  before: { readonly talk: Talk; readonly lead: Lead; readonly begun: boolean },
  event: TurnEvent,
  world: World,
  reason: string | undefined,
): Turn | RefusedTurn {
  const { talk, lead } = before;
  const act = event.type === "begin" ? event : clockOfLadder(talk, event, world.now);
  if (act === "gone") return { refused: "CLOCK_GONE" };
  const ladder = ladderTurn(talk, () => lead, act, world);
  if (ladder) return ladder;
  if (act.type === "wait_stopped") return { refused: "NOT_NOW" };
  return withHandoff(before.begun ? talk : undefined, parkedTurn(before, act, world.now, reason), act, world);
}

/** A conversation that could not even begin. */
export function unbegunTalk(playbook: string, version: string): Talk {
  return {
    playbook,
    version,
    snapshot: { value: "", context: {} },
    seq: 0,
    status: "parked",
    outcome: undefined,
    reason: undefined,
    step: "start",
    clocks: [],
    rung: [],
    heard: 0,
    team: undefined,
  };
}

export const EMPTY_LEAD: Lead = {
  answers: [],
  fields: {},
  score: 0,
  grade: undefined,
  receipt: [],
  tags: [],
  outcome: undefined,
  uniqueBy: undefined,
};

function statusAfter(event: TurnEvent, before: Talk["status"]): Talk["status"] {
  switch (event.type) {
    case "rep_joined":
      return "human";
    case "rep_said":
    case "steer":
    case "rep_edited":
      return before;
    case "rep_closed":
      return "ended";
    case "message":
      return before === "human" ? "human" : "parked";
    case "begin":
    case "clock":
    case "service":
    case "rep_left":
    case "rep_vanished":
      return "parked";
    // These never come here: the ladder takes them.
    case "wait_stopped":
    case "handoff_routed":
    case "handoff_declined":
    case "transfer_offered":
    case "transfer_accepted":
    case "transfer_bounced":
      return before;
  }
}

function spokenMessage(event: TurnEvent, seq: number, at: string): Message | undefined {
  if (event.type === "rep_said") return { seq, from: "rep", at, text: event.text, name: event.name };
  if (event.type === "rep_joined") return { seq, from: "system", at, text: `${event.name} joined.` };
  if (event.type !== "message") return undefined;
  const text = event.text ?? event.choice ?? event.choices?.join(", ");
  return text === undefined ? undefined : { seq, from: "visitor", at, text };
}
