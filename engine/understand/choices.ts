import type { Question } from "../questions/question.ts";
import { AROUND_CHOICES } from "./fillers.ts";
import { isSlipOf, wordsOf } from "./words.ts";

/**
 * The choices that the whole message names, as labels in the playbook's order; undefined where it names none, names
 * something beside them, or could mean two. With `pick: one` the list holds exactly one.
 */
export function readChoices(question: Question, text: string): readonly string[] | undefined {
  if (text.length > LONGEST || question.choices.length === 0) return undefined;
  const menu = menuOf(question);
  const single = chosen(menu, text);
  if (single !== undefined) return [single];
  if (question.pick === "one") return undefined;
  const labels = meansAll(menu, text) ? new Set(menu.labels) : everyPart(menu, text);
  return labels === undefined ? undefined : menu.labels.filter((label) => labels.has(label));
}

/** Whether the message is the text of a button, letter for letter but for case and punctuation. */
export function isExactLabel(question: Question, text: string): boolean {
  if (text.length > LONGEST) return false;
  const words = wordsOf(text).join(" ");
  return words !== "" && menuOf(question).labels.some((label) => wordsOf(label).join(" ") === words);
}

const LONGEST = 300;

interface Name {
  readonly label: string;
  readonly words: readonly string[];
}

/** A question's choices, ready for comparing. */
interface Menu {
  readonly labels: readonly string[];
  /** Every label and every `also`. */
  readonly names: readonly Name[];
  readonly ownWords: ReadonlySet<string>;
  readonly questionWords: ReadonlySet<string>;
  readonly hasFigures: boolean;
}

const MENUS = new WeakMap<Question, Menu>();

function menuOf(question: Question): Menu {
  const kept = MENUS.get(question);
  if (kept !== undefined) return kept;
  const names = question.choices.flatMap(({ label, also }) =>
    [label, ...also].map((text) => ({ label, words: wordsOf(text) })).filter(({ words }) => words.length > 0),
  );
  const menu: Menu = {
    labels: question.choices.map(({ label }) => label),
    names,
    ownWords: new Set(names.flatMap(({ words }) => words)),
    questionWords: new Set(wordsOf(`${question.ask.source} ${question.called}`)),
    hasFigures: names.some(({ words }) => words.some((word) => /\d/u.test(word))),
  };
  MENUS.set(question, menu);
  return menu;
}

/** The ways to name one choice, the surest first; a way that finds two decides that none is meant. */
function chosen(menu: Menu, text: string): string | undefined {
  const words = wordsOf(text);
  for (const said of [words, without(words, menu, true), without(words, menu, false)]) {
    const content = said.filter((word) => !EMPTY.has(word));
    if (said.length === 0 || said.length > 12) continue;
    for (const way of WAYS) {
      const found = new Set(menu.names.filter((name) => way(said, content, name)).map(({ label }) => label));
      if (found.size > 1) return undefined;
      const [label] = found;
      if (label !== undefined) return label;
    }
    const counted = byPlace(menu, said);
    if (counted !== undefined) return counted;
  }
  return undefined;
}

type Way = (said: readonly string[], content: readonly string[], name: Name) => boolean;

const WAYS: readonly Way[] = [
  (said, _content, name) => said.join(" ") === name.words.join(" "),
  (said, _content, name) => sameWords(said, name.words),
  (said, _content, name) =>
    said.length === name.words.length && said.every((word, index) => isSlipOf(word, name.words[index] ?? "")),
  (said, _content, name) => isSlipOf(said.join(""), name.words.join("")),
  (said, _content, name) => said.join(" ").length >= 3 && name.words.join(" ").startsWith(said.join(" ")),
  (_said, content, name) =>
    content.length > 0 && content.every((word) => name.words.some((own) => isSlipOf(word, own))),
  (said, _content, name) => said.every((word) => OTHER.has(word)) && name.words.some((own) => OTHER.has(own)),
];

/** "Other" is what people say for a last choice called "Something else". */
const OTHER = new Set("other others else different another".split(" "));

/** Never the whole of what is meant when a label holds them: "or" does not choose "Founder or CEO". */
const EMPTY = new Set("a an the or and of to in on for und oder et ou y o e de".split(" "));

function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.toSorted().join(" ") === right.toSorted().join(" ");
}

/** First without the fillers that are no word of any label ("I work in IT"), then without all of them ("it is sales"). */
function without(words: readonly string[], menu: Menu, keepOwn: boolean): readonly string[] {
  return words.filter((word) => {
    if (keepOwn && menu.ownWords.has(word)) return true;
    return !AROUND_CHOICES.has(word) && (menu.ownWords.has(word) || !menu.questionWords.has(word));
  });
}

/** "The second one", "option 2", "2". A bare figure counts only where no label holds figures of its own. */
function byPlace(menu: Menu, said: readonly string[]): string | undefined {
  const words = said.filter((word) => !PLACE_WORDS.has(word));
  const [word = ""] = words;
  if (words.length !== 1) return undefined;
  if (word === "last") return menu.labels.at(-1);
  const ordinal = ORDINALS.get(word);
  if (ordinal !== undefined) return menu.labels[ordinal - 1];
  if (!/^\d{1,2}$/u.test(word) || (menu.hasFigures && words.length === said.length)) return undefined;
  return menu.labels[Number(word) - 1];
}

const PLACE_WORDS = new Set("option number no choice answer one the nr nummer".split(" "));
const ORDINALS: ReadonlyMap<string, number> = new Map(
  [
    "first 1st",
    "second 2nd",
    "third 3rd",
    "fourth 4th",
    "fifth 5th",
    "sixth 6th",
    "seventh 7th",
    "eighth 8th",
  ].flatMap((pair, index) => pair.split(" ").map((word) => [word, index + 1] as const)),
);

function meansAll(menu: Menu, text: string): boolean {
  const said = wordsOf(text).filter(
    (word) => !AROUND_CHOICES.has(word) && !["of", "them", "these", "above"].includes(word),
  );
  const [word = ""] = said;
  const count = COUNTS.get(said[1] ?? "");
  if (word === "both") return said.length === 1 && menu.labels.length === 2;
  if (count !== undefined) return word === "all" && said.length === 2 && count === menu.labels.length;
  return (
    said.length === 1 &&
    ["all", "everything", "alles", "alle", "tout", "tous", "todo", "todos", "tudo"].includes(word)
  );
}

const COUNTS: ReadonlyMap<string, number> = new Map([
  ["two", 2],
  ["three", 3],
  ["four", 4],
  ["five", 5],
  ["six", 6],
]);

/** Reads a list part by part; neighbours are joined again where a label holds an "and" or a comma itself. */
function everyPart(menu: Menu, text: string): ReadonlySet<string> | undefined {
  const parts = text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => wordsOf(part).some((word) => !AROUND_CHOICES.has(word) || menu.ownWords.has(word)));
  if (parts.length < 2 || parts.length > 12) return undefined;
  const labels = new Set<string>();
  let from = 0;
  while (from < parts.length) {
    let to = Math.min(parts.length, from + 3);
    let label = chosen(menu, parts.slice(from, to).join(" and "));
    while (label === undefined && --to > from) label = chosen(menu, parts.slice(from, to).join(" "));
    if (label === undefined) return undefined;
    labels.add(label);
    from = to;
  }
  return labels;
}

const SEPARATOR = /[,;/&+\n]|(?<![\p{L}\p{N}])(?:and|plus|as well as|und|sowie|et|y|e)(?![\p{L}\p{N}])/giu;
