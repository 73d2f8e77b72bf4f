import { type Document, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, visit } from "yaml";

/** What an author does by mistake. */
export const MUTATIONS = [
  "line dropped",
  "name misspelt",
  "target swapped",
  "bound moved",
  "branch order changed",
] as const;
export type Mutation = (typeof MUTATIONS)[number];

export interface Mutant {
  readonly mutation: Mutation;
  /** One-based, of the original. */
  readonly line: number;
  /** What was there, and what is there now. */
  readonly was: string;
  readonly now: string;
  readonly text: string;
}

/**
 * One mistake made in a playbook's text.
 *
 * @returns undefined where the parsed document is the same, or there is nothing for this mutation
 */
export function mutate(text: string, mutation: Mutation, random: () => number): Mutant | undefined {
  const mutant = MAKERS[mutation](text, random);
  return mutant && isOther(text, mutant.text) ? { mutation, ...mutant } : undefined;
}

type Made = Omit<Mutant, "mutation"> | undefined;

const MAKERS: Readonly<Record<Mutation, (text: string, random: () => number) => Made>> = {
  "line dropped": dropLine,
  "name misspelt": (text, random) => {
    const names = namesIn(parseDocument(text));
    // The name of a topic, or a lead's field, stands in one place alone: to write it otherwise is no mistake.
    return replaceScalar(text, random, ({ value, role, within }) =>
      (names.has(value) || (role === "key" && !OWN_NAMES.has(within))) && value.length > 2
        ? misspelt(value, random)
        : undefined,
    );
  },
  "target swapped": (text, random) => {
    const document = parseDocument(text);
    const targets: Readonly<Record<string, readonly string[]>> = {
      goto: keysOf(document, "talk"),
      end: valuesOf(document, "end"),
      ask: keysOf(document, "questions"),
    };
    return replaceScalar(text, random, ({ value, under }) => {
      const others = (targets[under] ?? []).filter((other) => other !== value);
      return others.length === 0 ? undefined : others[Math.floor(random() * others.length)];
    });
  },
  "bound moved": (text, random) =>
    replaceScalar(text, random, ({ value, under }) => {
      if (!/^-?\d+$/.test(value) || !BOUNDS.has(under)) return undefined;
      const by = Math.max(1, Math.round(Math.abs(Number(value)) / 2)) * (random() < 0.5 ? -1 : 1);
      return String(Number(value) + by);
    }),
  "branch order changed": swapBranches,
};

const OWN_NAMES: ReadonlySet<string> = new Set(["anytime", "fields"]);
const BOUNDS: ReadonlySet<string> = new Set([
  "over",
  "under",
  "at_least",
  "at_most",
  "between",
  "hot",
  "warm",
  "add",
  "tries",
  "questions",
  "from",
  "to",
]);

function isOther(before: string, after: string): boolean {
  return JSON.stringify(parseDocument(before).toJS()) !== JSON.stringify(jsOf(after));
}

function jsOf(text: string): unknown {
  const document = parseDocument(text, { logLevel: "silent" });
  return document.errors.length > 0 ? "not YAML" : document.toJS();
}

function dropLine(text: string, random: () => number): Made {
  const lines = text.split("\n");
  const full = lines.flatMap((line, index) => (/^\s*(#|$)/.test(line) ? [] : [index]));
  const index = full[Math.floor(random() * full.length)];
  if (index === undefined) return undefined;
  return {
    line: index + 1,
    was: (lines[index] ?? "").trim(),
    now: "",
    text: lines.filter((_, at) => at !== index).join("\n"),
  };
}

interface Found {
  readonly value: string;
  /** Whether it is the key of a map. */
  readonly role: "key" | "value";
  /** The key that it stands under: of a key, its own. */
  readonly under: string;
  /** The key whose map it stands in. */
  readonly within: string;
}

function replaceScalar(
  text: string,
  random: () => number,
  other: (found: Found) => string | undefined,
): Made {
  const all: { readonly from: number; readonly to: number; readonly now: string; readonly was: string }[] =
    [];
  visit(parseDocument(text), {
    Scalar(role, node, path) {
      if (node.range === null || node.range === undefined) return;
      const [under = "", around = ""] = keysAbove(path);
      const isKey = role === "key";
      const within = isKey ? around : under;
      const now = other({ value: String(node.value), role: isKey ? "key" : "value", under, within });
      const [from, to] = node.range;
      if (now !== undefined) all.push({ from, to, now, was: text.slice(from, to) });
    },
  });
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) return undefined;
  const line = text.slice(0, one.from).split("\n").length;
  return { line, was: one.was, now: one.now, text: text.slice(0, one.from) + one.now + text.slice(one.to) };
}

/** The innermost first. */
function keysAbove(path: readonly (Document | Node | Pair)[]): readonly string[] {
  return path
    .filter((node): node is Pair => "key" in node && "value" in node)
    .map(({ key }) => (isScalar(key) ? String(key.value) : ""))
    .toReversed();
}

function misspelt(name: string, random: () => number): string {
  const at = Math.floor(random() * (name.length - 1));
  const swapped = name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
  return swapped === name ? `${name}x` : swapped;
}

function keysOf(document: Document, root: string): readonly string[] {
  const map: unknown = document.get(root);
  return isMap(map) ? map.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])) : [];
}

function valuesOf(document: Document, key: string): readonly string[] {
  const found = new Set<string>();
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === key && isScalar(pair.value))
        found.add(String(pair.value.value));
    },
  });
  return [...found];
}

/** Names of questions, sections, topics, ends, teams and variables: whatever the file names somewhere. */
function namesIn(document: Document): ReadonlySet<string> {
  return new Set([
    ...keysOf(document, "questions"),
    ...keysOf(document, "talk"),
    ...valuesOf(document, "end"),
    ...valuesOf(document, "handoff"),
    ...valuesOf(document, "answer"),
  ]);
}

function swapBranches(text: string, random: () => number): Made {
  const all: { readonly one: readonly [number, number]; readonly other: readonly [number, number] }[] = [];
  visit(parseDocument(text), {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== "choose" || !isSeq(pair.value)) return;
      const ranges = pair.value.items.flatMap((item) => {
        const { range } = item as Node;
        return range ? [[range[0], range[1]] as const] : [];
      });
      for (const [index, one] of ranges.entries()) {
        const other = ranges[index + 1];
        if (other) all.push({ one, other });
      }
    },
  });
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) return undefined;
  const { one, other } = found;
  const [first, second] = [text.slice(...one), text.slice(...other)];
  return {
    line: text.slice(0, one[0]).split("\n").length,
    was: "the way here, then the one below",
    now: "the other way round",
    text: text.slice(0, one[0]) + second + text.slice(one[1], other[0]) + first + text.slice(other[1]),
  };
}
