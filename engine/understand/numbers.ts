import { AROUND_NUMBERS } from "./fillers.ts";
import { currenciesIn, isCurrency, PEOPLE, type Wording } from "./wording.ts";
import { fold, stem } from "./words.ts";

export interface NumberFound {
  readonly value: number;
  /** It carried a currency or a "k": an amount rather than a count. */
  readonly isAmount: boolean;
}

/**
 * The one number that a message consists of, filler words and the question's own unit aside: "about 80", "80 people",
 * "20k", "€20,000", "a hundred and twenty". Two numbers, a word that is not a unit or another currency: undefined.
 */
export function readNumber(text: string, wording: Wording): NumberFound | undefined {
  if (text.length > LONGEST || /thanks a (?:million|thousand)/iu.test(text)) return undefined;
  const named = currenciesIn(text);
  if (named.length > 0 && !wording.aboutMoney) return undefined;
  if (wording.currencies.size > 0 && named.some((code) => !wording.currencies.has(code))) return undefined;
  const pieces = piecesOf(text);
  if (pieces === undefined) return undefined;
  const rest = pieces.filter((piece) => typeof piece === "number" || !isAside(piece, wording));
  const value = rest.every((piece) => typeof piece === "string") ? inWords(rest, wording) : scaled(rest);
  if (value === undefined || !Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return undefined;
  return { value, isAmount: named.length > 0 || /\d\s?k\b/iu.test(text) };
}

/** A number is one short line; a long text is none. */
const LONGEST = 120;

/** Figures as numbers, words as folded words. Undefined when a piece can be neither, such as a half-read figure. */
function piecesOf(text: string): readonly (number | string)[] | undefined {
  const pieces: (number | string)[] = [];
  for (const [piece] of fold(text).matchAll(PIECE)) {
    if (/\d/u.test(piece)) {
      const value = figure(piece);
      if (value === undefined) return undefined;
      pieces.push(value);
    } else if (!HARMLESS.has(piece)) pieces.push(piece);
  }
  return pieces;
}

// A minus belongs to a figure only where nothing stands before it: "80-90" is a range, so two numbers.
const PIECE =
  /(?:(?<![\p{L}\p{N}.,)])[-−])?\d{1,3}(?: \d{3})+(?!\d)|(?:(?<![\p{L}\p{N}.,)])[-−])?\d+(?:[.,]\d+)*|r\$|\p{L}+|\S/gu;
const HARMLESS = new Set(["~", "≈", ".", "!", ",", "-", "+", '"', "(", ")", ":", "*", "😊", "🙂", "👍"]);

/** "1,200", "1.200.000", "20.000", "1.5", "20 000". Three digits after the only mark are thousands. */
function figure(text: string): number | undefined {
  const sign = /^[-−]/u.test(text) ? -1 : 1;
  const digits = text.replace(/^[-−]/u, "").replaceAll(" ", "");
  if (digits.length > 20) return undefined;
  const marks = digits.match(/[.,]/gu) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return sign * Number(digits);
  const sameMark = marks.every((mark) => mark === last);
  const [whole = "", ...groups] = digits.split(/[.,]/u);
  const inThousands = /^[1-9]\d{0,2}$/u.test(whole) && groups.every((group) => group.length === 3);
  if (sameMark && inThousands) return sign * Number(whole + groups.join(""));
  if (sameMark && marks.length > 1) return undefined;
  const decimals = groups.at(-1) ?? "";
  const before = groups.slice(0, -1);
  if (before.some((group) => group.length !== 3) || marks.slice(0, -1).includes(last)) return undefined;
  return sign * Number(`${whole}${before.join("")}.${decimals}`);
}

/** One figure, perhaps with its scale: "20 k", "1.5 million". */
function scaled(pieces: readonly (number | string)[]): number | undefined {
  const [value, scale, ...more] = pieces;
  if (typeof value !== "number" || more.length > 0) return undefined;
  if (scale === undefined) return value;
  const by = typeof scale === "string" ? SCALES.get(scale) : undefined;
  return by === undefined ? undefined : Math.round(value * by * 1e6) / 1e6;
}

function isAside(word: string, { stems, aboutPeople, aboutMoney }: Wording): boolean {
  if (SCALES.has(word) || SMALL.has(word)) return false;
  if (AROUND_NUMBERS.has(word) || stems.has(stem(word))) return true;
  if (aboutPeople && PEOPLE.has(word)) return true;
  return aboutMoney && isCurrency(word);
}

const SCALES: ReadonlyMap<string, number> = new Map([
  ["hundred", 100],
  ["k", 1000],
  ["thousand", 1000],
  ["tsd", 1000],
  ["tausend", 1000],
  ["mil", 1000],
  ["mille", 1000],
  ["m", 1e6],
  ["mio", 1e6],
  ["mn", 1e6],
  ["million", 1e6],
  ["millions", 1e6],
  ["millionen", 1e6],
  ["bn", 1e9],
  ["billion", 1e9],
]);

const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SMALL: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, value) => [word, value] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
  ["dozen", 12],
  ["half", 0.5],
]);

/** "twenty", "a hundred and twenty", "two thousand five hundred". Fillers such as "a" are gone by now. */
function inWords(words: readonly (number | string)[], { aboutPeople }: Wording): number | undefined {
  if (aboutPeople && words.length === 1 && ALONE.has(String(words[0]))) return 1;
  let sum: Sum | undefined = { total: 0, group: undefined, lowest: Number.POSITIVE_INFINITY };
  for (const word of words) {
    sum = plus(sum, String(word));
    if (sum === undefined) return undefined;
  }
  return sum.group === undefined && sum.total === 0 ? undefined : sum.total + (sum.group ?? 0);
}

/** A number in words, as far as it was read: "two thousand five" is total 2000, group 5, lowest scale 1000. */
interface Sum {
  readonly total: number;
  readonly group: number | undefined;
  readonly lowest: number;
}

function plus({ total, group, lowest }: Sum, word: string): Sum | undefined {
  if (word === "and") return group === undefined && total === 0 ? undefined : { total, group, lowest };
  const small = SMALL.get(word);
  // "Twenty five" counts up, "five twenty" is two numbers.
  if (small !== undefined) {
    return group === undefined || fits(group, small)
      ? { total, group: (group ?? 0) + small, lowest }
      : undefined;
  }
  const scale = SCALES.get(word);
  if (scale === 100) return { total, group: (group ?? 1) * 100, lowest };
  if (scale === undefined || word.length === 1 || scale >= lowest) return undefined;
  return { total: total + (group ?? 1) * scale, group: undefined, lowest: scale };
}

/** "Just me" says how many people there are. */
const ALONE = new Set(["me", "myself", "alone", "yo", "moi", "eu"]);

function fits(group: number, small: number): boolean {
  if (!Number.isInteger(group) || small < 1) return false;
  if (group >= 100 && group % 100 === 0) return small < 100;
  return group % 10 === 0 && group > 0 && group % 100 >= 20 && small < 10;
}
