import type { Described } from "./described.ts";

interface Moved {
  readonly label: "place";
  readonly was: string;
  readonly now: string;
}

/**
 * The steps of the new version that stand elsewhere than before: in another block, or behind others of their own. Of
 * steps that changed places as few as can be are called moved.
 */
export function movedKeys(
  old: readonly Described[],
  fresh: readonly Described[],
  pairs: ReadonlyMap<Described, Described>,
): ReadonlyMap<Described, Moved> {
  const rank = new Map(old.map((one, index) => [one, index]));
  const moved = new Map<Described, Moved>();
  const stayed = new Map<string, Described[]>();
  for (const one of fresh) {
    const other = pairs.get(one);
    if (one.block === undefined || other?.block === undefined) continue;
    if (other.block !== one.block) moved.set(one, placeOf(old, other, fresh, one));
    else stayed.set(one.block, [...(stayed.get(one.block) ?? []), one]);
  }
  for (const steps of stayed.values()) {
    const ranks = steps.map((one) => rank.get(pairs.get(one) ?? one) ?? 0);
    const still = longestRising(ranks);
    steps.forEach((one, index) => {
      const other = pairs.get(one);
      if (other && !still.has(index)) moved.set(one, placeOf(old, other, fresh, one));
    });
  }
  return moved;
}

function placeOf(
  old: readonly Described[],
  was: Described,
  fresh: readonly Described[],
  now: Described,
): Moved {
  return { label: "place", was: placeText(old, was), now: placeText(fresh, now) };
}

/** "start, after asks email" */
function placeText(all: readonly Described[], { key, block, where }: Described): string {
  const beside = all.filter((one) => one.block === block);
  const before = beside[beside.findIndex((one) => one.key === key) - 1];
  return before ? `${where}, after ${before.name}` : `${where}, first`;
}

/** Indexes of the longest part of the list that rises. Numbers are different. */
function longestRising(ranks: readonly number[]): ReadonlySet<number> {
  const best: (readonly number[])[] = [];
  for (const [index, rank] of ranks.entries()) {
    const before = best.filter((chain) => (ranks[chain.at(-1) ?? 0] ?? 0) < rank);
    best.push([...longest(before), index]);
  }
  return new Set(longest(best));
}

function longest(chains: readonly (readonly number[])[]): readonly number[] {
  return chains.reduce((one, other) => (other.length > one.length ? other : one), []);
}
