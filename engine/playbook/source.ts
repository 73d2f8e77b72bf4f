import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type Scalar } from "yaml";
import type { Value } from "../conditions/condition.ts";
import type { Place } from "../problems/problem.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import type { SourceEntry, SourceNode } from "../problems/source-node.ts";
import { HIDDEN_COLON, parseYaml, tokensOf } from "./parse-yaml.ts";
import { quoted } from "./quoted.ts";
import { isTooDeep, utf8Length } from "./source-limits.ts";

const MOST_BYTES = 256 * 1024;
const FORBIDDEN_KEYS: readonly string[] = ["__proto__", "constructor", "prototype"];

/**
 * The text of a YAML file as plain JSON with places; undefined when nothing of it can be used.
 *
 * YAML 1.2 without anchors, aliases, merge keys and tags; one document, 256 KiB at most. A plain word is a number only
 * where writing the number gives the word again, so `012`, `1.10` and `25:25` stay texts; only `true` and `false` are
 * booleans. Takes bounded time for any text. All problems go to the list.
 */
export function readSource(text: string, problems: ProblemList): SourceNode | undefined {
  const start = { line: 1, column: 1 };
  if (utf8Length(text) > MOST_BYTES) {
    problems.error("FILE_TOO_BIG", start, "The file is longer than 256 KiB.");
    return undefined;
  }
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const unseen = UNSEEN.exec(plain);
  if (unseen) {
    const code = plain.charCodeAt(unseen.index).toString(16).toUpperCase().padStart(4, "0");
    problems.error(
      "YAML_SYNTAX",
      placeIn(plain, unseen.index),
      `Here is a sign that nobody can see (U+${code}). Delete it.`,
    );
    return undefined;
  }
  const tokens = tokensOf(plain);
  const deep = isTooDeep(tokens);
  if (deep !== undefined) {
    problems.error("FILE_TOO_DEEP", deep, "Here is too much inside one another.");
    return undefined;
  }
  const parsed = parseYaml(plain, tokens, problems);
  if (parsed === undefined) return undefined;
  const { document } = parsed;
  if (document.directives.yaml.explicit === true) {
    problems.error("YAML_FEATURE", start, "Lines that begin with % are not part of the playbook language.");
  }
  return document.contents === null
    ? emptyFile(start, problems)
    : readNode(document.contents, { ...parsed, problems });
}

/** What YAML 1.2 (5.1) allows in no file: control characters but tab and line breaks, and halves of characters. */
const UNSEEN = /(?![\t\n\r\u0085])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/u;

function placeIn(text: string, index: number): Place {
  const before = text.slice(0, index);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: index - lineStart + 1 };
}

function emptyFile(at: Place, problems: ProblemList): undefined {
  if (!problems.hasErrors()) problems.error("VALUE_WRONG", at, "The file is empty.");
  return undefined;
}

interface Reader {
  readonly text: string;
  readonly placeOf: (offset: number) => Place;
  readonly problems: ProblemList;
}

function readNode(node: ParsedNode, reader: Reader): SourceNode {
  const at = reader.placeOf(node.range[0]);
  if (isAlias(node)) {
    const message = `"*${node.source}" is an alias, and aliases are not part of the playbook language.`;
    reader.problems.error("YAML_FEATURE", at, message);
    return scalarNode(null, at);
  }
  if (isBraces(node, reader)) {
    const message = 'A text that begins with "{{" needs quotes around it.';
    const raw = reader.text.slice(node.range[0], node.range[1]);
    reader.problems.error("TEXT_NEEDS_QUOTES", at, message, {
      from: at,
      to: reader.placeOf(node.range[1]),
      text: quoted(raw),
    });
    return rawText(node, at, reader);
  }
  refuseAnchorsAndTags(node, at, reader);
  if (isMap(node)) return readMap(node.items, at, reader);
  if (isSeq(node)) {
    const items = node.items.map((item) => readNode(item, reader));
    return {
      kind: "list",
      json: items.map((item) => item.json),
      at,
      entries: NO_ENTRIES,
      items,
      slotsAt: [],
    };
  }
  const to = reader.placeOf(node.range[1]);
  return { ...scalarNode(scalarValue(node, reader), at), to, slotsAt: slotPlaces(node, reader) };
}

/** `{{ name }}` without quotes, which YAML takes for a map in a map. */
function isBraces(node: ParsedNode, { text }: Reader): boolean {
  return (
    isMap(node) &&
    node.items.length === 1 &&
    /^\{\{[^{}]*\}\}$/.test(text.slice(node.range[0], node.range[1]))
  );
}

function rawText(node: ParsedNode, at: Place, { text }: Reader): SourceNode {
  return scalarNode(text.slice(node.range[0], node.range[1]), at);
}

const NO_ENTRIES: ReadonlyMap<string, SourceEntry> = new Map();

function scalarNode(json: Value, at: Place): SourceNode {
  return { kind: "scalar", json, at, entries: NO_ENTRIES, items: [], slotsAt: [] };
}

function refuseAnchorsAndTags(node: ParsedNode, at: Place, { problems }: Reader): void {
  if (!isAlias(node) && node.anchor !== undefined) {
    problems.error(
      "YAML_FEATURE",
      at,
      `"&${node.anchor}" is an anchor, and anchors are not part of the playbook language.`,
    );
  }
  if (node.tag !== undefined) {
    problems.error(
      "YAML_FEATURE",
      at,
      `"${node.tag}" is a tag, and tags are not part of the playbook language.`,
    );
  }
}

function readMap(
  pairs: readonly Pair<ParsedNode, ParsedNode | null>[],
  at: Place,
  reader: Reader,
): SourceNode {
  const entries = new Map<string, SourceEntry>();
  const json = Object.create(null) as { [key: string]: Value };
  for (const pair of pairs) {
    const key = readKey(pair.key, reader);
    if (key === undefined) continue;
    const keyAt = reader.placeOf(pair.key.range[0]);
    const value = pair.value === null ? scalarNode(null, keyAt) : readNode(pair.value, reader);
    if (entries.has(key)) {
      reader.problems.error("KEY_TWICE", keyAt, `"${key}" is here twice.`);
      continue;
    }
    entries.set(key, { key, keyAt, keyTo: reader.placeOf(pair.key.range[1]), value });
    json[key] = value.json;
  }
  return { kind: "map", json, at, entries, items: [], slotsAt: [] };
}

function readKey(node: ParsedNode, reader: Reader): string | undefined {
  const at = reader.placeOf(node.range[0]);
  if (!isScalar(node)) {
    reader.problems.error(
      "YAML_SYNTAX",
      at,
      "A key must be a word. A text that begins with { or [ needs quotes around it.",
    );
    return undefined;
  }
  refuseAnchorsAndTags(node, at, reader);
  const key = String(node.value ?? "");
  if (key === "<<") {
    reader.problems.error(
      "YAML_FEATURE",
      at,
      '"<<" is a merge key, and merge keys are not part of the playbook language.',
    );
    return undefined;
  }
  if (FORBIDDEN_KEYS.includes(key)) {
    reader.problems.error("KEY_FORBIDDEN", at, `"${key}" can't be used as a name.`);
    return undefined;
  }
  return key;
}

/** The failsafe schema leaves every scalar a text: which of the plain ones are more is decided here. */
function scalarValue(node: Scalar, { text }: Reader): Value {
  const value = String(node.value ?? "").replaceAll(HIDDEN_COLON, ":");
  if (node.type !== "PLAIN" && node.type !== undefined) return value;
  const source = node.range ? text.slice(node.range[0], node.range[1]) : value;
  if (source === "" || source === "~" || source.toLowerCase() === "null") return null;
  if (source === "true" || source === "false") return source === "true";
  const number = Number(source);
  return Number.isFinite(number) && String(number) === source ? number : value;
}

function slotPlaces(node: Scalar, reader: Reader): readonly Place[] {
  if (!node.range || typeof node.value !== "string" || !node.value.includes("{{")) return [];
  const [from, to] = node.range;
  const places: Place[] = [];
  for (
    let open = reader.text.indexOf("{{", from);
    open >= 0 && open < to;
    open = reader.text.indexOf("{{", open + 2)
  ) {
    places.push(reader.placeOf(open));
  }
  return places;
}
