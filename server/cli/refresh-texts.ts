import { type Document, isMap, isScalar, Pair, parseDocument, Scalar, YAMLMap } from "yaml";
import { type Playbook, textsOf } from "../../engine/index.ts";
import { closestPairs } from "./closest-pairs.ts";

/**
 * The file of a playbook's texts in another language, with all that is to be translated. What is translated stays, and so do
 * comments. A text whose original was reworded reads `{ was: …, text: … }`; where the original shows other answers now, the
 * text would be wrong and is kept in a comment. Translations of what is gone stay at the end. A second time nothing changes.
 *
 * @param before the file as it is; undefined where there is none
 * @returns undefined when the file as it is cannot be read
 */
export function refreshTexts(
  before: string | undefined,
  playbook: Playbook,
  language: string,
): string | undefined {
  const document = parseDocument(before ?? `texts_of: ${playbook.name}\nlanguage: ${language}\n`);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const untouched = JSON.stringify(document);
  refreshAll(document, document.contents, playbook);
  if (before !== undefined && JSON.stringify(document) === untouched) return before;
  return document.toString({ lineWidth: 0, nullStr: "" });
}

function refreshAll(document: Document, root: YAMLMap, playbook: Playbook): void {
  const originals = [...textsOf(playbook).keys()];
  const texts = mapAt(root, "texts");
  keepReworded(texts, originals, document);
  refresh(texts, originals);
  const questions = [...playbook.questions.values()];
  for (const { name, choices } of questions.filter((question) => question.choices.length > 0)) {
    const labels = choices.map(({ label }) => label);
    refresh(mapAt(mapAt(root, "choices"), name), labels);
  }
  // A word that is just the question's name is nothing that the author wrote.
  const called = questions.filter((question) => question.called !== question.name.replaceAll("_", " "));
  refreshIn(root, "called", called);
  refreshIn(root, "topics", playbook.topics);
}

function refreshIn(root: YAMLMap, part: string, named: readonly { readonly name: string }[]): void {
  if (named.length === 0) return;
  const names = named.map(({ name }) => name);
  refresh(mapAt(root, part), names);
}

function mapAt(parent: YAMLMap, key: string): YAMLMap {
  const pair = parent.items.find((one) => keyOf(one) === key);
  if (isMap(pair?.value)) return pair.value;
  const made = new YAMLMap();
  if (pair) pair.value = made;
  else parent.items.push(new Pair<unknown, unknown>(keyScalar(key), made));
  parent.flow = false;
  return made;
}

/** The map has these keys, in this order, and behind them what else says something. */
function refresh(map: YAMLMap, wanted: readonly string[]): void {
  const there = new Map(map.items.map((pair) => [keyOf(pair), pair]));
  const others = map.items.filter((pair) => !wanted.includes(keyOf(pair)) && saysSomething(pair));
  if (wanted.some((key) => !there.has(key))) map.flow = false;
  const ours = wanted.map((key) => there.get(key) ?? new Pair<unknown, unknown>(keyScalar(key), nothing()));
  map.items = [...ours, ...others];
}

function keepReworded(map: YAMLMap, originals: readonly string[], document: Document): void {
  const said = new Map(map.items.filter(saysSomething).map((pair) => [keyOf(pair), pair]));
  const gone = [...said.keys()].filter((key) => !originals.includes(key));
  const open = originals.filter((key) => !said.has(key));
  for (const [old, now] of closestPairs(gone, open)) {
    const pair = said.get(old);
    if (pair === undefined) continue;
    const text = partOf(pair, "text") ?? "";
    const was = partOf(pair, "was") ?? old;
    const fits = slotsIn(text) === slotsIn(now);
    const key = keyScalar(now);
    const comments = [
      commentOf(pair),
      commentOf(map.items.find((one) => keyOf(one) === now)),
      fits ? undefined : ` ${JSON.stringify({ was, text })}`,
    ];
    const comment = comments.filter((one) => one !== undefined).join("\n");
    if (comment !== "") key.commentBefore = comment;
    const value = fits ? document.createNode({ was, text }, { flow: true }) : nothing();
    const others = map.items.filter((one) => one !== pair && keyOf(one) !== now);
    map.items = [...others, new Pair<unknown, unknown>(key, value)];
  }
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function keyScalar(key: string): Scalar {
  const scalar = new Scalar(key);
  if (key.includes("\n")) scalar.type = "QUOTE_DOUBLE";
  return scalar;
}

function nothing(): Scalar {
  return new Scalar(null);
}

function saysSomething({ value }: Pair): boolean {
  if (isScalar(value)) return value.value !== null && value.value !== "";
  return value !== null && value !== undefined;
}

/** Of `{ was, text }`; a text that stands alone is its `text`. */
function partOf({ value }: Pair, part: "was" | "text"): string | undefined {
  const node = isMap(value) ? value.get(part, true) : part === "text" ? value : undefined;
  return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
}

function commentOf(pair: Pair | undefined): string | undefined {
  return isScalar(pair?.key) ? (pair.key.commentBefore ?? undefined) : undefined;
}

function slotsIn(text: string): string {
  const paths = [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, path]) => path ?? "");
  return [...new Set(paths)].toSorted().join();
}
