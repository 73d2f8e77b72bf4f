import { distance } from "fastest-levenshtein";

// Keeps a file full of wrong names from costing (names × candidates) comparisons.
const MOST_CANDIDATES = 400;
const LONGEST_NAME = 60;

/** ` Did you mean "x"?` with a space before it, or "" when nothing is near. */
export function didYouMean(wrong: string, candidates: Iterable<string>): string {
  const near = nearest(wrong, candidates);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}

/**
 * The one candidate that must have been meant: the only one with two neighbouring letters swapped, else the only one within
 * two letters (one in a short word). Undefined when none or several are.
 */
export function onlyNear(wrong: string, candidates: Iterable<string>): string | undefined {
  const word = wrong.toLowerCase();
  if (word.length < 3 || word.length > LONGEST_NAME) return undefined;
  const known = [...candidates].slice(0, MOST_CANDIDATES);
  const swapped = known.filter((candidate) => isSwap(word, candidate.toLowerCase()));
  const most = word.length < 5 ? 1 : 2;
  const near = known.filter(
    (candidate) =>
      Math.abs(candidate.length - word.length) <= most && distance(word, candidate.toLowerCase()) <= most,
  );
  const [only, ...more] = swapped.length > 0 ? swapped : near;
  return more.length === 0 ? only : undefined;
}

function isSwap(one: string, other: string): boolean {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return (
    at >= 0 &&
    one.length === other.length &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

/** The candidate that a person most likely meant; undefined when none is near enough. */
export function nearest(wrong: string, candidates: Iterable<string>): string | undefined {
  if (wrong.length > LONGEST_NAME) return undefined;
  const word = wrong.toLowerCase();
  let best: string | undefined;
  let bestDistance = word.length < 4 ? 1.5 : word.length < 8 ? 2.5 : 3.5;
  let seen = 0;
  for (const candidate of candidates) {
    seen += 1;
    if (seen > MOST_CANDIDATES) break;
    if (Math.abs(candidate.length - word.length) > bestDistance) continue;
    const far = distance(word, candidate.toLowerCase());
    if (far < bestDistance && far < candidate.length) {
      best = candidate;
      bestDistance = far;
    }
  }
  return best;
}
