import type { Conversation, TurnRecord } from "../stores/ports.ts";

/** More turns than this, and the oldest go to the archive. */
const MOST_TURNS = 40;
/** So many stay then: several leave at once, so that not every turn of a long conversation writes twice. */
const KEPT_TURNS = 20;
/** As JSON. Few turns with long words make a document as heavy as many with short ones, and each turn writes all of it. */
const MOST_CHARACTERS = 24 * 1024;
const KEPT_CHARACTERS = 12 * 1024;
/** Weighing costs about as much as a part of the save does, so not every turn is weighed. */
const WEIGHED_EACH = 5;

/** The conversation as it is to be saved, and the turns that go to the archive before. */
export function withoutOldTurns(next: Conversation): {
  readonly conversation: Conversation;
  readonly old: readonly TurnRecord[];
} {
  const stay = staying(next);
  if (stay === next.turns.length) return { conversation: next, old: [] };
  return { conversation: { ...next, turns: next.turns.slice(-stay) }, old: next.turns.slice(0, -stay) };
}

/** How many of the turns stay, at least one. */
function staying({ turn, turns }: Conversation): number {
  const few = turns.length > MOST_TURNS ? KEPT_TURNS : turns.length;
  if (turn % WEIGHED_EACH !== 0) return few;
  const newestFirst = turns.map((one) => JSON.stringify(one).length).reverse();
  if (newestFirst.reduce((sum, weight) => sum + weight, 0) <= MOST_CHARACTERS) return few;
  let room = KEPT_CHARACTERS;
  let light = 0;
  for (const weight of newestFirst) {
    room -= weight;
    if (room < 0) break;
    light++;
  }
  return Math.min(few, Math.max(1, light));
}
