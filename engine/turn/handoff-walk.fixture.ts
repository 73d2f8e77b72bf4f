import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { isOwned } from "../handoff/handoff.ts";
import type { Site } from "../playbook/site.ts";
import { takeTurn } from "./take-turn.ts";
import type { Talk, Turn, TurnEvent } from "./turn.ts";

const ana = { id: "ana", name: "Ana" };
const bo = { id: "bo", name: "Bo" };

/** Everything that people, the server and the visitor may do while a person is looked for or there. */
const ACTS: readonly TurnEvent[] = [
  { type: "handoff_routed", to: ana, asked: ["ana"], why: "Ana" },
  { type: "handoff_routed", asked: [], why: "everybody" },
  { type: "handoff_declined", rep: "ana" },
  { type: "rep_joined", name: "Ana", rep: "ana" },
  { type: "rep_joined", name: "Bo", rep: "bo" },
  { type: "rep_said", name: "Ana", text: "Hello" },
  { type: "rep_left", name: "Ana" },
  { type: "rep_closed", name: "Ana", outcome: "qualified" },
  { type: "message", text: "Is anybody there?" },
  { type: "wait_stopped" },
  { type: "transfer_offered", transfer: { from: ana, to: bo } },
  { type: "transfer_accepted", by: bo },
  { type: "transfer_bounced" },
];

export interface Walked {
  /** Talks with a handoff that were reached, one of each kind. */
  readonly talks: readonly { readonly talk: Talk; readonly now: number }[];
  /** Messages of the bot in turns that began and ended with a person owning the turn. */
  readonly bots: number;
  readonly turns: number;
}

export interface Walk {
  readonly compiled: CompiledPlaybook;
  readonly site: Site;
  /** Takes clocks away, for controls. */
  readonly without?: (key: string) => boolean;
}

/** Walks every act and every clock from a talk in which a person is wanted. */
export function walkHandoffs(walk: Walk, from: { readonly talk: Talk; readonly now: number }): Walked {
  const found = new Map<string, { readonly talk: Talk; readonly now: number }>();
  const open = [from];
  let bots = 0;
  let turns = 0;
  for (let here = open.pop(); here; here = open.pop()) {
    const key = keyOf(here.talk);
    if (found.has(key)) continue;
    found.set(key, here);
    for (const { turn, now } of turnsFrom(walk, here)) {
      turns++;
      const owned = here.talk.status === "human" && turn.talk.status === "human";
      if (owned) bots += turn.messages.filter(({ from: who }) => who === "bot").length;
      if (goesOn(turn.talk)) open.push({ talk: turn.talk, now });
    }
  }
  return { talks: [...found.values()], bots, turns };
}

function turnsFrom(
  walk: Walk,
  { talk, now }: { readonly talk: Talk; readonly now: number },
): readonly { readonly turn: Turn; readonly now: number }[] {
  const clocks = talk.clocks.map(({ key, dueAt }): [TurnEvent, number] => [
    { type: "clock", key },
    Math.max(now, dueAt),
  ]);
  const acts = ACTS.map((event): [TurnEvent, number] => [event, now + 1_000]);
  return [...acts, ...clocks].flatMap(([event, then]) => {
    const turn = act(walk, talk, event, then);
    return turn ? [{ turn, now: then }] : [];
  });
}

/** Three handoffs one after the other show all that can happen; more would go on for ever. */
function goesOn({ handoff, status }: Talk): boolean {
  return handoff !== undefined && handoff.number < 4 && status !== "ended";
}

/** What comes of it when nobody does anything any more: only clocks ring, in order. */
export function leftAlone(walk: Walk, from: { readonly talk: Talk; readonly now: number }): Talk {
  let { talk, now } = from;
  for (let rings = 0; rings < 200; rings++) {
    const [next] = talk.clocks.toSorted((a, b) => a.dueAt - b.dueAt);
    if (!next || (talk.status !== "waiting" && !isOwed(talk))) return talk;
    now = Math.max(now, next.dueAt);
    const turn = act(walk, talk, { type: "clock", key: next.key }, now);
    if (!turn) throw new Error(`the clock ${next.key} was refused`);
    talk = turn.talk;
  }
  throw new Error(`clocks ring for ever at ${talk.step}`);
}

/** Whether the visitor waits for words of somebody who has the conversation. */
export function isOwed({ handoff }: Talk): boolean {
  return handoff !== undefined && isOwned(handoff) && handoff.replyBy !== undefined;
}

export function act(
  { compiled, site, without = () => false }: Walk,
  talk: Talk | undefined,
  event: TurnEvent,
  now: number,
): Turn | undefined {
  const turn = takeTurn(compiled, talk, event, { now, site, online: new Map(), ladder: true });
  if ("refused" in turn) return undefined;
  const clocks = turn.talk.clocks.filter(({ key }) => !without(key));
  return { ...turn, talk: JSON.parse(JSON.stringify({ ...turn.talk, clocks })) as Talk };
}

function keyOf({ snapshot, status, handoff, clocks }: Talk): string {
  const { state, rung, to, asked, owner, replyBy, transfer, number } = handoff ?? {};
  const names = clocks.map(({ key }) => key.split("/").slice(0, 2).join("/"));
  const search = [state, rung, to?.id, asked, owner?.id, replyBy !== undefined, transfer?.to?.id, number];
  return JSON.stringify([snapshot.value, status, names, search]);
}
