/** Longest part of a message that is read. The HTTP layer refuses longer ones; this holds where there is none. */
export const MOST_CHARACTERS = 4000;

/**
 * The words of a text for comparing: lower case, accents and apostrophes gone, punctuation and emoji between words.
 * "What's the Größe?" reads as whats, the, grosse.
 */
export function wordsOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** Lower case, without accents and apostrophes. */
export function fold(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’‘`´]/gu, "");
}

/** The first letters that all forms of a word share: plurals, "-ing" and a silent "e" go. For comparing only. */
export function stem(word: string): string {
  let rest = word;
  if (rest.length > 4 && rest.endsWith("ies")) rest = `${rest.slice(0, -3)}y`;
  else if (rest.length > 4 && /(?:s|x|z|ch|sh)es$/u.test(rest)) rest = rest.slice(0, -2);
  else if (rest.length > 3 && /[^siu]s$/u.test(rest)) rest = rest.slice(0, -1);
  if (rest.length > 5 && rest.endsWith("ing")) rest = rest.slice(0, -3).replace(/([bdgmnprt])\1$/u, "$1");
  if (rest.length > 4 && rest.endsWith("ly")) rest = rest.slice(0, -2);
  return rest.length > 3 && rest.endsWith("e") ? rest.slice(0, -1) : rest;
}

/**
 * Whether a word is another one with a slip of the finger: one slip in 4 to 7 letters, two from 8 on. Neighbours that
 * changed places are one slip. Numbers have no slips: 80 is not 90.
 */
export function isSlipOf(word: string, wanted: string): boolean {
  if (word === wanted) return true;
  const most = wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2;
  if (most === 0 || Math.abs(word.length - wanted.length) > most || /\d/u.test(word + wanted)) return false;
  return slips(word, wanted, most) <= most;
}

/** Damerau's distance (optimal string alignment); anything over `most` comes back as `most + 1`. */
function slips(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(cell(a, b, i, j, row, last, beforeLast));
    }
    if (Math.min(...row) > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}

function cell(
  a: string,
  b: string,
  i: number,
  j: number,
  row: readonly number[],
  last: readonly number[],
  beforeLast: readonly number[],
): number {
  const change = a[i - 1] === b[j - 1] ? 0 : 1;
  const best = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(best, at(beforeLast, j - 2) + 1) : best;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
