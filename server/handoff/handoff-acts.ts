import type { TurnEvent } from "../../engine/index.ts";
import { Refusal } from "../refusal.ts";
import type { Conversation, RecentAnswer } from "../stores/ports.ts";
import { conversationAfter, mustOwn, type Rep } from "../turns/rep-acts.ts";
import { answeredBefore, type TurnAnswer } from "../turns/same-id.ts";
import { type Plan, type TurnSetting, take, unknownConversation } from "../turns/take.ts";
import type { Desks } from "./desks.ts";

export interface HandoffActsSetting extends TurnSetting {
  readonly desks: Desks;
}

/** A person, by id, or a team. */
export type TransferTo = { readonly person: string } | { readonly team: string };

/**
 * Asks a colleague, or a team, to take the conversation over. The owner keeps it until somebody accepts; it bounces when
 * nobody does in time.
 *
 * @throws {Refusal} NOT_OWNER; PERSON_UNKNOWN when nobody of that id, or in that team, may answer; NOT_NOW while another
 *   transfer runs.
 */
export async function offerTransfer(
  setting: HandoffActsSetting,
  id: string,
  rep: Rep,
  to: TransferTo & { readonly note?: string },
): Promise<Conversation> {
  const desks = await setting.desks.all();
  const found =
    "person" in to ? desks.find((desk) => desk.id === to.person && desk.id !== rep.id) : undefined;
  if ("person" in to && !found)
    throw new Refusal("PERSON_UNKNOWN", "There is no such colleague who answers visitors.");
  if ("team" in to && !desks.some(({ teams, id: other }) => other !== rep.id && teams.includes(to.team)))
    throw new Refusal("PERSON_UNKNOWN", `There is no other person in the team ${to.team}.`);
  const event: TurnEvent = {
    type: "transfer_offered",
    transfer: {
      from: rep,
      ...(to.note !== undefined && { note: to.note }),
      ...(found && { to: { id: found.id, name: found.name } }),
      ...("team" in to && { team: to.team }),
    },
  };
  return await conversationAfter(setting, id, (now) => {
    mustOwn(now, rep);
    return { turn: { event, client: undefined } };
  });
}

/**
 * Takes over what a colleague wanted to pass on. Whoever has it already: nothing changes.
 *
 * @throws {Refusal} NOT_NOW when it is not offered to this person, or not any more.
 */
export async function acceptTransfer(
  setting: HandoffActsSetting,
  id: string,
  rep: Rep,
): Promise<Conversation> {
  const teams = await teamsOf(setting, rep);
  return await conversationAfter(setting, id, (now) => {
    if (now.owner?.id === rep.id) return { done: now };
    mustBeAsked(now, rep, teams);
    return { turn: { event: { type: "transfer_accepted", by: rep }, client: undefined, owner: rep } };
  });
}

/** Whoever is asked would rather not, or the owner takes the question back. @throws {Refusal} NOT_NOW */
export async function endTransfer(setting: HandoffActsSetting, id: string, rep: Rep): Promise<Conversation> {
  const teams = await teamsOf(setting, rep);
  return await conversationAfter(setting, id, (now) => {
    if (now.owner?.id !== rep.id) mustBeAsked(now, rep, teams);
    return { turn: { event: { type: "transfer_bounced" }, client: undefined } };
  });
}

/** The person who is asked would rather not: somebody else is asked at once. @throws {Refusal} NOT_NOW */
export async function decline(setting: HandoffActsSetting, id: string, rep: Rep): Promise<Conversation> {
  return await conversationAfter(setting, id, () => ({
    turn: { event: { type: "handoff_declined", rep: rep.id }, client: undefined },
  }));
}

/**
 * The visitor would rather not wait for a person: the playbook says what else there is. The same id again changes nothing.
 *
 * @throws {Refusal} CONVERSATION_UNKNOWN when it is another visitor's; NOT_NOW when nobody is waited for.
 */
export async function stopWaiting(
  setting: TurnSetting,
  id: string,
  visitor: string,
  client: { readonly id: string; readonly hash: string },
): Promise<TurnAnswer> {
  return await take(setting, id, (now): Plan<{ conversation: Conversation; answer: RecentAnswer }> => {
    if (now.visitor !== visitor) throw unknownConversation();
    const answer = answeredBefore(now, client.id, client.hash);
    if (answer) return { done: { conversation: now, answer } };
    return { turn: { event: { type: "wait_stopped" }, client } };
  });
}

async function teamsOf({ desks }: HandoffActsSetting, { id }: Rep): Promise<readonly string[]> {
  return (await desks.all()).find((desk) => desk.id === id)?.teams ?? [];
}

function mustBeAsked({ talk }: Conversation, rep: Rep, teams: readonly string[]): void {
  const transfer = talk.handoff?.transfer;
  const isAsked =
    transfer?.to?.id === rep.id ||
    (transfer?.team !== undefined && teams.includes(transfer.team) && transfer.from.id !== rep.id);
  if (!isAsked) throw new Refusal("NOT_NOW", "This conversation is not offered to you, or not any more.");
}
