/** Words that mean something in conditions and texts already: no question, fact or variable may be called so. */
export const RESERVED_NAMES: readonly string[] = [
  "score",
  "grade",
  "open",
  "online",
  "outcome",
  "visitor",
  "page",
  "hour",
  "country",
  "language",
  "event",
  "campaign",
  "referrer",
  "returning",
  "not",
  "formula",
];

/** Reserved names that a condition or a text may use. */
export const BUILT_IN_NAMES: readonly string[] = RESERVED_NAMES.filter(
  (name) => name !== "not" && name !== "formula",
);

/** Built-in names that always have a value. */
export const ALWAYS_KNOWN: readonly string[] = ["score", "grade", "page", "hour", "language", "returning"];

/** Letters of any script, digits, _ and -, beginning with a letter: what a text can hold between braces. */
export function isGoodName(name: string): boolean {
  return name.length <= 80 && /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(name);
}
