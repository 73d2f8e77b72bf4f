import type { ProblemCode } from "../problems/codes.ts";
import { didYouMean } from "../problems/did-you-mean.ts";
import type { Place } from "../problems/problem.ts";
import type { FilterName, Slot, Template } from "./template.ts";

const FILTERS: readonly FilterName[] = [
  "lower",
  "upper",
  "capitalize",
  "date",
  "time",
  "number",
  "money",
  "list",
];

/** What is wrong with a text, and where. */
export interface TemplateFault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly at: Place;
}

/**
 * Parses a text with `{{ }}` slots. A slot that cannot be read is told of and left out.
 *
 * @param at where the text begins in its file
 * @param slotsAt where each `{{` stands; without it, a slot's place is the text's
 */
export function parseTemplate(
  source: string,
  at: Place,
  slotsAt: readonly Place[] = [],
): { readonly template: Template; readonly faults: readonly TemplateFault[] } {
  const parts: (string | Slot)[] = [];
  const faults: TemplateFault[] = [];
  let from = 0;
  for (let slot = 0; ; slot += 1) {
    const open = source.indexOf("{{", from);
    if (open < 0) break;
    const slotAt = slotsAt[slot] ?? at;
    const close = closingBraces(source, open + 2);
    if (close < 0) {
      faults.push(fault("TEMPLATE_SYNTAX", 'A "{{" is never closed with "}}".', slotAt).fault);
      break;
    }
    if (open > from) parts.push(source.slice(from, open));
    const read = readSlot(source.slice(open + 2, close), slotAt);
    if ("fault" in read) faults.push(read.fault);
    else parts.push(read.slot);
    from = close + 2;
  }
  if (from < source.length) parts.push(source.slice(from));
  return { template: { source, parts, at }, faults };
}

function fault(code: ProblemCode, message: string, at: Place): { readonly fault: TemplateFault } {
  return { fault: { code, message, at } };
}

/** The place of the `}}` that is not inside quotes; -1 when there is none. */
function closingBraces(source: string, from: number): number {
  let quote: string | undefined;
  for (let at = from; at < source.length; at += 1) {
    const sign = source[at];
    if (quote !== undefined) {
      if (sign === quote) quote = undefined;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
    } else if (sign === "}" && source[at + 1] === "}") {
      return at;
    }
  }
  // A quote that is never closed: the braces may still be there.
  return quote === undefined ? -1 : source.indexOf("}}", from);
}

interface Token {
  readonly kind: "word" | "text" | "pipe";
  readonly value: string;
}

type ReadSlot = { readonly slot: Slot } | { readonly fault: TemplateFault };

function readSlot(inner: string, at: Place): ReadSlot {
  const tokens = tokensOf(inner);
  const shown = `{{ ${inner.trim()} }}`;
  if (tokens === undefined) return fault("TEMPLATE_SYNTAX", `I can't read ${shown}.`, at);
  const first = tokens.shift();
  const path = first?.kind === "word" ? pathOf(first.value) : undefined;
  if (path === undefined) return fault("TEMPLATE_SYNTAX", `${shown} does not begin with a name.`, at);
  return readRest(tokens, path, shown, at);
}

/** What follows the name: one `or`, and filters. */
function readRest(tokens: Token[], path: readonly string[], shown: string, at: Place): ReadSlot {
  let or: Slot["or"];
  const filters: { name: FilterName; argument: string | undefined }[] = [];
  for (let next = tokens.shift(); next !== undefined; next = tokens.shift()) {
    if (next.kind === "word" && next.value === "or" && or === undefined) {
      or = readOr(tokens.shift());
      if (or === undefined) return fault("TEMPLATE_SYNTAX", `${shown} has nothing to show after "or".`, at);
    } else if (next.kind === "pipe") {
      const filter = readFilter(tokens, at);
      if ("fault" in filter) return filter;
      filters.push(filter);
    } else {
      return fault("TEMPLATE_SYNTAX", `I don't understand "${next.value}" in ${shown}.`, at);
    }
  }
  return { slot: { path, or, filters, at } };
}

/** Words, quoted texts and `|`; undefined when a quote is never closed. */
function tokensOf(inner: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < inner.length) {
    const sign = inner[at] ?? "";
    if (sign.trim() === "") {
      at += 1;
    } else if (sign === "|") {
      tokens.push({ kind: "pipe", value: sign });
      at += 1;
    } else if (sign === '"' || sign === "'") {
      const end = inner.indexOf(sign, at + 1);
      if (end < 0) return undefined;
      tokens.push({ kind: "text", value: inner.slice(at + 1, end) });
      at = end + 1;
    } else {
      const end = endOfWord(inner, at);
      tokens.push({ kind: "word", value: inner.slice(at, end) });
      at = end;
    }
  }
  return tokens;
}

function endOfWord(inner: string, from: number): number {
  let at = from;
  while (at < inner.length && !/[\s|"']/.test(inner[at] ?? "")) at += 1;
  return at;
}

function pathOf(word: string): readonly string[] | undefined {
  const path = word.split(".");
  return path.every((name) => /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(name)) ? path : undefined;
}

function readOr(token: Token | undefined): Slot["or"] {
  if (token?.kind === "text") return { text: token.value };
  const path = token?.kind === "word" ? pathOf(token.value) : undefined;
  return path === undefined ? undefined : { path };
}

function readFilter(
  tokens: Token[],
  at: Place,
): { name: FilterName; argument: string | undefined } | { readonly fault: TemplateFault } {
  const word = tokens.shift()?.value ?? "";
  const name = FILTERS.find((filter) => filter === word);
  if (name === undefined) {
    return fault("FILTER_UNKNOWN", `I don't know the filter "${word}".${didYouMean(word, FILTERS)}`, at);
  }
  if (name !== "money") return { name, argument: undefined };
  const currency = tokens[0]?.kind === "word" && tokens[0].value !== "or" ? tokens.shift()?.value : undefined;
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) {
    return fault("TEMPLATE_SYNTAX", `"${currency}" is not a currency. Write three letters, like EUR.`, at);
  }
  return { name, argument: currency };
}
