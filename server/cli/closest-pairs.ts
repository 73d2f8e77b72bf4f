/** Half of the words in common: below that it is another text rather than a reworded one. */
const CLOSE = 0.5;

/**
 * Each text of the one list with the text of the other that it has most words in common with, the closest first; each at
 * most once, and none that have little in common.
 */
export function closestPairs(
  ones: readonly string[],
  others: readonly string[],
): readonly (readonly [string, string])[] {
  const close = ones
    .flatMap((one) => others.map((other) => ({ one, other, closeness: closeness(one, other) })))
    .filter((pair) => pair.closeness >= CLOSE)
    .toSorted((first, second) => second.closeness - first.closeness);
  const pairs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { one, other } of close) {
    if (pairs.has(one) || taken.has(other)) continue;
    pairs.set(one, other);
    taken.add(other);
  }
  return [...pairs];
}

/** 0: no word in common, 1: the same words. */
function closeness(one: string, other: string): number {
  const [ours, theirs] = [wordsIn(one), wordsIn(other)];
  const shared = [...ours].filter((word) => theirs.has(word)).length;
  return (2 * shared) / Math.max(1, ours.size + theirs.size);
}

/** Without the names in `{{ }}`, which nobody reads. */
function wordsIn(text: string): ReadonlySet<string> {
  const said = text.replaceAll(/\{\{[^}]*\}\}/g, " ");
  return new Set(said.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
