import { family, type Pair } from "./pair.ts";

/** A pattern of an author, and a message of a visitor that it is held against. */
export interface Held {
  readonly pattern: string;
  readonly message: string;
}

const ATTACK = `${"a".repeat(3_000)}!`;
const twin: Held = { pattern: "[A-Z]{2}-[0-9]{4}", message: "AB-1234" };

// Nested and overlapping repetition, in the shapes that make backtracking engines exponential.
const ATOMS = ["a", "[a-z]", "\\w", ".", "(a|a)", "(a|aa)", "(a|a?)", "(?:a)", "[^!]", "(a*)"];
const SHAPES = [
  (atom: string) => `(${atom}+)+$`,
  (atom: string) => `(${atom}*)*$`,
  (atom: string) => `(${atom}+)*b`,
  (atom: string) => `${atom}*${atom}*${atom}*${atom}*b`,
  (atom: string) => `(${atom}|${atom})+b`,
  (atom: string) => `^(${atom}+)+x(${atom}+)+$`,
  (atom: string) => `(${atom}{1,20}){1,20}b`,
  (atom: string) => `(.*${atom}){20}b`,
  (atom: string) => `((${atom}+)+)+b`,
  (atom: string) => `(${atom}+?)+?b`,
  (atom: string) => `(${atom}?){30}${atom}{30}b`,
];
const REFUSED = [
  "(?=a)b",
  "(?!a)b",
  "(?<=a)b",
  "(?<!a)b",
  "(a)\\1",
  "(?<n>a)\\k<n>",
  "a{1001}",
  "(a{500}){500}",
  "((a{100}){100}){100}",
  "(",
  ")",
  "[",
  "[z-a]",
  "a**",
  "*a",
  "\\",
  "(?P<n",
  "\\p{Nonsense}",
  "(?R)",
  "(?>a)",
  "a++",
  "\\u{110000}",
  "(".repeat(2_000) + ")".repeat(2_000),
  `${"(a|".repeat(1_000)}a${")".repeat(1_000)}`,
  "a".repeat(20_000),
];

/** Patterns that are either refused or answer fast. */
export const PATTERNS: readonly Pair<Held>[] = [
  ...family(
    "a pattern that multiplies",
    twin,
    ATOMS.flatMap((atom) => SHAPES.map((shape) => ({ pattern: shape(atom), message: ATTACK }))),
  ),
  ...family(
    "a pattern that RE2 has not",
    twin,
    REFUSED.map((pattern) => ({ pattern, message: ATTACK })),
  ),
];
