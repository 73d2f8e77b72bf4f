import { type CompiledPlaybook, type RefusedTurn, type Turn, takeTurn } from "../../engine/index.ts";
import { changesContact } from "../limits/contact-change.ts";
import type { Limits } from "../limits/limits.ts";
import { faultDetails, type Log } from "../log.ts";
import type { Playbooks } from "../playbooks/playbooks.ts";
import { Refusal } from "../refusal.ts";
import { type Conversation, type ConversationStore, StaleConversationError } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { traced } from "../tracing.ts";
import { withoutOldTurns } from "./archived-turns.ts";
import { tooMuch } from "./bounds.ts";
import type { Bus } from "./bus.ts";
import type { Lanes } from "./lanes.ts";
import { HEAD_START_MS, nextConversation, refusedEffects, type TurnChange } from "./next-conversation.ts";
import { parkedOnLadder } from "./parked.ts";
import type { Presence } from "./presence.ts";

/** Everything that taking a turn needs from around it. */
export interface TurnSetting {
  readonly conversations: ConversationStore;
  readonly playbooks: Pick<Playbooks, "site" | "services" | "live" | "version">;
  readonly presence: Presence;
  readonly bus: Bus;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  /** Missing: none. */
  readonly limits?: Limits | undefined;
  /** Of this process. Also what is no turn but saves a conversation runs in them. */
  readonly lanes: Lanes;
  /** Called after a commit that left something in the outbox that is to be done at once. */
  nudge(conversation: string): void;
}

/** What to do with the conversation as it was loaded just now: take a turn, or nothing, since it was done before. */
export type Plan<Done> = { readonly turn: TurnChange } | { readonly done: Done };

export interface Taken {
  readonly conversation: Conversation;
  readonly turn: Turn;
}

const TRIES = 8;
const LONGEST_WAIT_MS = 40;

/**
 * Waits until this process does nothing else with the conversation, then loads, plans, takes the turn and saves it by one
 * conditional write; when somebody else was faster, all of it again. The plan is made anew each time, so it may look at what
 * the other one did.
 *
 * @throws {Refusal} CONVERSATION_UNKNOWN; what the plan throws; the engine's refusal; TRY_AGAIN after 8 tries.
 */
export async function take<Done>(
  setting: TurnSetting,
  id: string,
  plan: (conversation: Conversation) => Plan<Done>,
): Promise<Taken | { readonly done: Done }> {
  return await setting.lanes.run(id, () => takeInLane(setting, id, plan));
}

async function takeInLane<Done>(
  setting: TurnSetting,
  id: string,
  plan: (conversation: Conversation) => Plan<Done>,
): Promise<Taken | { readonly done: Done }> {
  const { conversations, timekeeper, log, playbooks } = setting;
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = await conversations.load(playbooks.site().id, id);
    if (!before || before.erasedAt !== undefined) throw unknownConversation();
    const planned = plan(before);
    if ("done" in planned) return planned;
    const act = { "parley.act": planned.turn.event.type };
    const taken = await traced("turn", act, () => tryOnce(setting, before, planned.turn));
    if (taken) return taken;
    log.info("turn.retried", { conversation: id, tries });
    await timekeeper.wait(timekeeper.random() * LONGEST_WAIT_MS * tries);
  }
  log.warn("turn.gave_up", { conversation: id });
  throw new Refusal("TRY_AGAIN", "Many things happened here at once. Send the same id again.", {
    retryAfter: 1,
  });
}

export function unknownConversation(): Refusal {
  return new Refusal("CONVERSATION_UNKNOWN", "There is no such conversation.");
}

/** The engine's turn, or the fallback when the playbook throws. */
export function turnOrParked(
  setting: Pick<TurnSetting, "playbooks" | "presence" | "log">,
  playbook: CompiledPlaybook | undefined,
  before: {
    readonly id: string;
    readonly talk: Conversation["talk"];
    readonly lead: Conversation["lead"];
  } & {
    readonly begun: boolean;
  },
  event: TurnChange["event"],
  now: number,
): Turn | RefusedTurn {
  const { playbooks, presence, log } = setting;
  // Without its machine there is nothing to steer, and no wish of a rep may park a talk.
  const isWish = event.type === "steer" || event.type === "rep_edited";
  if (isWish && (!playbook || heldOutside(playbook, before.talk))) return { refused: "NOT_NOW" };
  const parked = (reason: string | undefined) =>
    parkedOnLadder(before, event, { now, site: playbooks.site(), online: new Map(), ladder: true }, reason);
  if (!playbook) {
    log.error("turn.parked", {
      conversation: before.id,
      version: before.talk.version,
      fault: "version missing",
    });
    return parked("This version of the playbook is not in the store any more.");
  }
  if (heldOutside(playbook, before.talk)) return parked(before.talk.reason);
  try {
    const site = playbooks.site();
    const changing = [...playbooks.services().values()].flatMap(({ name, changes }) =>
      changes ? [name] : [],
    );
    const live = playbooks.live().find((one) => one.playbook.name === before.talk.playbook);
    const teams = [...new Set([...playbook.teams, ...(live?.teams ?? [])])];
    const world = { now, site, online: presence.online(site, teams), changing, ladder: true };
    const take = (live?: CompiledPlaybook) =>
      takeTurn(playbook, before.begun ? before.talk : undefined, event, world, live);
    const same = live === undefined || live.version === playbook.version;
    const stay = () => take();
    const turn = same ? stay() : orStay(setting, before, () => take(live), stay);
    const reason = "refused" in turn ? undefined : tooMuch(turn);
    if (reason === undefined) return turn;
    if (isWish) return { refused: "NOT_NOW" };
    log.error("turn.parked", { conversation: before.id, version: before.talk.version, fault: "too much" });
    return parked(reason);
  } catch (error) {
    if (isWish) throw error;
    log.error("turn.parked", {
      conversation: before.id,
      version: before.talk.version,
      ...faultDetails(error),
    });
    return parked(`The playbook stopped with a fault at "${before.talk.step}".`);
  }
}

/**
 * The machine does not know that a person took the talk over, or closed it, since it could not go on itself then. Until the
 * person gives it back the bot has nothing to say.
 */
function heldOutside(playbook: CompiledPlaybook, { status, snapshot }: Conversation["talk"]): boolean {
  if (status !== "human" && status !== "ended") return false;
  return playbook.rests.get(snapshot.value)?.status !== status;
}

/** A new version that throws moves nobody: the conversation goes on in its own. */
function orStay<T>(
  { log }: Pick<TurnSetting, "log">,
  { id, talk }: Pick<Conversation, "id" | "talk">,
  move: () => T,
  stay: () => T,
): T {
  try {
    return move();
  } catch (error) {
    log.error("turn.move_failed", { conversation: id, version: talk.version, ...faultDetails(error) });
    return stay();
  }
}

/** @returns undefined when somebody else saved first. */
async function tryOnce(
  setting: TurnSetting,
  before: Conversation,
  change: TurnChange,
): Promise<Taken | undefined> {
  const now = setting.timekeeper.now();
  const playbook = await setting.playbooks.version(before.talk.version);
  const turn = turnOrParked(setting, playbook, { ...before, begun: true }, change.event, now);
  if ("refused" in turn) throw refusalOf(turn);
  if (change.event.type !== "rep_edited" && changesContact(before.lead, turn.lead))
    await setting.limits?.count("contact_changes", { visitor: before.visitor });
  const next = nextConversation(before, turn, change, now, setting.playbooks.site());
  const { conversation, old } = withoutOldTurns(next);
  // Before the save that trims them: a crash between the two leaves them in both places, never in none.
  if (old.length > 0) await setting.conversations.archive(next.siteId, next.id, old);
  try {
    await setting.conversations.save(conversation);
  } catch (error) {
    if (error instanceof StaleConversationError) return undefined;
    throw error;
  }
  announce(setting, conversation);
  for (const { type } of refusedEffects(turn, conversation))
    setting.log.error("outbox.full", { conversation: before.id, kind: type });
  if (turn.moved) setting.log.info("turn.moved", { conversation: before.id, ...turn.moved });
  setting.log.info("turn.taken", {
    conversation: before.id,
    act: change.event.type,
    turn: conversation.turn,
    status: turn.talk.status,
  });
  return { conversation, turn };
}

/** Tells who listens, after the commit. */
export function announce(
  setting: Pick<TurnSetting, "bus" | "nudge" | "timekeeper">,
  conversation: Conversation,
): void {
  const { id, talk, nextTryAt, acts } = conversation;
  setting.bus.tell({
    conversation: id,
    seq: talk.seq,
    status: talk.status,
    ...(acts !== undefined && { acts }),
  });
  // What is due later is found by the rounds.
  if (nextTryAt !== undefined && nextTryAt <= setting.timekeeper.now() + HEAD_START_MS) setting.nudge(id);
}

const REFUSED: Readonly<Record<RefusedTurn["refused"], Refusal["code"]>> = {
  CHOICE_UNKNOWN: "CHOICE_UNKNOWN",
  STEP_UNKNOWN: "STEP_UNKNOWN",
  MOVE_ILLEGAL: "MOVE_ILLEGAL",
  ANSWER_REFUSED: "ANSWER_REFUSED",
  ALREADY_BEGUN: "NOT_NOW",
  NOT_NOW: "NOT_NOW",
  HUMAN_OWNS: "HUMAN_OWNS",
  CLOCK_GONE: "NOT_NOW",
};

const WORDS: Readonly<Record<RefusedTurn["refused"], string>> = {
  CHOICE_UNKNOWN: "That choice is not on offer here.",
  STEP_UNKNOWN: "The playbook has no section of that name.",
  MOVE_ILLEGAL: "The playbook allows no such move where the visitor is now.",
  ANSWER_REFUSED: "That is no answer to this question, or nobody but the visitor may give one.",
  ALREADY_BEGUN: "The conversation has begun already.",
  NOT_NOW: "That cannot be done while the conversation stands as it does.",
  HUMAN_OWNS: "A person has this conversation: the bot may not speak.",
  CLOCK_GONE: "That clock no longer runs.",
};

function refusalOf({ refused }: RefusedTurn): Refusal {
  return new Refusal(REFUSED[refused], WORDS[refused]);
}
