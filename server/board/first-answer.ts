import { dueInBusinessHours, type Handoff, type Site, zoneOf } from "../../engine/index.ts";
import type { Conversation } from "../stores/ports.ts";

/** How the last handoff of a conversation went. All times in ms since 1970. */
export interface FirstAnswer {
  readonly since: number;
  /** When a person first said something; undefined: nobody has. */
  readonly answeredAt: number | undefined;
  /** When it should have been: by the team's own aim, else by what the visitor was promised. Undefined: nobody measures it. */
  readonly dueAt: number | undefined;
  readonly handoff: Handoff;
}

/** Undefined where nobody ever wanted a person. */
export function firstAnswer(conversation: Conversation, site: Site): FirstAnswer | undefined {
  const { handoff } = conversation.talk;
  if (handoff === undefined) return undefined;
  const { since } = handoff;
  return {
    since,
    answeredAt: answeredAt(conversation, since),
    dueAt: dueAt(conversation, site, since),
    handoff,
  };
}

/** Whether it was answered too late, or is too late by now. */
export function isMissed({ answeredAt, dueAt, handoff }: FirstAnswer, now: number): boolean {
  if (dueAt === undefined) return false;
  if (answeredAt !== undefined) return answeredAt > dueAt;
  // Given up by the visitor before it was late: nobody has missed anything.
  const isOver = handoff.state === "returned" || handoff.state === "expired";
  return now > dueAt && !(isOver && handoff.state === "returned");
}

/** The turns that a document still has are enough: a handoff that is further back is not of today. */
function answeredAt({ turns }: Conversation, since: number): number | undefined {
  const said = turns.find(({ at, event }) => Date.parse(at) >= since && typeOf(event) === "rep_said");
  return said && Date.parse(said.at);
}

function dueAt({ talk, answerBy }: Conversation, site: Site, since: number): number | undefined {
  const team = site.teams.get(talk.handoff?.team ?? "");
  const aim = team?.firstAnswer;
  if (team && aim) return dueInBusinessHours(since, aim, team, zoneOf(site, team));
  return answerBy === undefined ? undefined : Date.parse(answerBy);
}

function typeOf(event: unknown): string | undefined {
  return typeof event === "object" && event !== null && "type" in event ? String(event.type) : undefined;
}
