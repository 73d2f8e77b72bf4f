import { distance } from "fastest-levenshtein";

// Keeps a file full of wrong names from costing (names × candidates) comparisons.
const MOST_CANDIDATES = 400;
const LONGEST_NAME = 60;

/** ` Did you mean "x"?` with a space before it, or "" when nothing is near. */
export function didYouMean(wrong: string, candidates: Iterable<string>): string {
  const near = nearest(wrong, candidates);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
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
