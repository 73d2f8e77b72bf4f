import type { Lead } from "../lead/lead.ts";
import type { Context } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import { builtIn } from "../machine/voice.ts";
import { number, type Unnumbered } from "./say.ts";
import type { RefusedTurn, Talk, Turn, TurnEvent, World } from "./turn.ts";
import { ladderTurn, withHandoff } from "./with-handoff.ts";

/** To the playbook it is as if nobody had come: it says what else there is. */
export const WAIT_STOPPED: MachineEvent = { type: "clock", clock: "wait_stopped", index: 0 };

export function stoppedWaiting(context: Context): Unnumbered {
  return { from: "system", text: builtIn(context, "stoppedWaiting") };
}

/** What people do about a handoff leaves the playbook where it is. Only a change of hands is told to the visitor. */
export function takeOnLadder(
  talk: Talk,
  event: TurnEvent,
  known: { readonly context: Context; readonly lead: () => Lead },
  world: World,
): Turn | RefusedTurn | undefined {
  const turn = ladderTurn(talk, known.lead, event, world);
  if (!turn || "refused" in turn || event.type !== "transfer_accepted") return turn;
  const { context } = known;
  const from = talk.handoff?.owner?.name ?? "";
  const said = [
    { from: "system", name: from, text: builtIn(context, "left", { name: from }) },
    { from: "system", name: event.by.name, text: builtIn(context, "joined", { name: event.by.name }) },
  ] as const;
  const messages = number(said, talk.seq, world.now);
  return { ...turn, messages, talk: { ...turn.talk, seq: talk.seq + messages.length } };
}

/** The same turn with the ladder where it leaves it. */
export function onLadder(
  before: Talk | undefined,
  turn: Turn | RefusedTurn,
  event: TurnEvent,
  world: World,
): Turn | RefusedTurn {
  return "refused" in turn || world.ladder !== true ? turn : withHandoff(before, turn, event, world);
}

/**
 * Who may speak is a state: while a person owns the turn the bot does not. What a visitor writes is kept all the same,
 * without what the bot would have said to it.
 */
export function spokenInTurn(before: Talk, turn: Turn | RefusedTurn, event: TurnEvent): Turn | RefusedTurn {
  if ("refused" in turn || before.status !== "human" || turn.talk.status !== "human") return turn;
  const allowed = turn.messages.filter(({ from }) => from !== "bot");
  if (allowed.length === turn.messages.length) return turn;
  if (event.type !== "message") return { refused: "HUMAN_OWNS" };
  const messages = allowed.map((message, index) => ({ ...message, seq: before.seq + index + 1 }));
  return { ...turn, messages, talk: { ...turn.talk, seq: before.seq + messages.length } };
}
