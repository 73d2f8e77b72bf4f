import type { Value } from "../conditions/condition.ts";
import type { Lookup } from "../conditions/lookup.ts";
import { lookUp } from "../conditions/lookup.ts";
import { labelIn } from "../questions/labels.ts";
import type { Question } from "../questions/question.ts";
import { shortHash } from "../steps/hash.ts";
import { builtInText } from "../texts/built-in-texts.ts";

export interface OfferedChoice {
  /** The question and a hash of the choice itself, so that it stays the same where choices move, in every language. */
  readonly id: string;
  /** The question and the choice's place, which widgets hold from before ids stayed the same. */
  readonly place?: string;
  readonly label: string;
  readonly value: Value;
}

/** The buttons of a question, in the author's order, or in that of the list that a service brought back. */
export function choicesOf(question: Question, lookup: Lookup, language = "en"): readonly OfferedChoice[] {
  const { name, kind, choices, choicesFrom } = question;
  if (kind === "yes_no" || kind === "consent") {
    return [
      { id: `${name}:yes`, label: builtInText("yes", language), value: true },
      { id: `${name}:no`, label: builtInText("no", language), value: false },
    ];
  }
  if (choicesFrom === undefined) {
    const ids = idsOf(choices.map(({ label }) => label));
    return choices.map(({ label }, index) => ({
      id: `${name}:${ids[index]}`,
      place: `${name}:${index}`,
      label: String(labelIn(question, label, language)),
      value: label,
    }));
  }
  const list = lookUp(lookup, choicesFrom.list.split("."));
  if (!Array.isArray(list)) return [];
  const items = (list as readonly Value[]).slice(0, MOST_CHOICES);
  const ids = idsOf(items.map(identityOf));
  return items.map((item, index) => {
    const label = shown(item, choicesFrom.show);
    return {
      id: `${name}:${ids[index]}`,
      place: `${name}:${index}`,
      label,
      value: labelled(item, label),
    };
  });
}

/** The choices that these ids stand for, in the order offered; undefined when one of them is not offered. */
export function chosenBy(
  offered: readonly OfferedChoice[],
  ids: readonly string[],
): readonly OfferedChoice[] | undefined {
  const wanted = new Set(ids);
  const chosen = offered.filter(({ id, place }) => wanted.has(id) || (place && wanted.has(place)));
  return chosen.length === wanted.size ? chosen : undefined;
}

/** What stays the same about a service's item when its other fields change. */
function identityOf(item: Value): string {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return JSON.stringify(item);
  return Object.hasOwn(item, "id")
    ? JSON.stringify((item as { readonly [key: string]: Value })["id"])
    : JSON.stringify(item);
}

/** A hash of each; equal ones are numbered. */
function idsOf(identities: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return identities.map((identity) => {
    const hash = shortHash(identity);
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    return times === 1 ? hash : `${hash}.${times}`;
  });
}

/** More buttons than this are no help to anybody. */
const MOST_CHOICES = 50;

/** The question as it stands here: with the choices of its list, so that typed words are read against them. */
export function asOffered(question: Question, lookup: Lookup): Question {
  if (question.choicesFrom === undefined) return question;
  return { ...question, choices: choicesOf(question, lookup).map(({ label }) => ({ label, also: [] })) };
}

/** The whole item, or items, that a label read from typed words stands for. */
export function itemsFor(question: Question, value: Value, lookup: Lookup): Value {
  if (question.choicesFrom === undefined) return value;
  const offered = choicesOf(question, lookup);
  const itemOf = (label: Value) => offered.find((choice) => choice.label === label)?.value ?? label;
  return Array.isArray(value) ? (value as readonly Value[]).map(itemOf) : itemOf(value);
}

const SHOWN_FIELDS = ["label", "name", "title", "id"];

function shown(item: Value, field: string | undefined): string {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return String(item);
  const record = item as { readonly [key: string]: Value };
  const found = [...(field === undefined ? [] : [field]), ...SHOWN_FIELDS].find((name) =>
    Object.hasOwn(record, name),
  );
  return found === undefined ? "" : String(record[found]);
}

/** Texts show an item by its label, so an item without one gets what people saw. */
function labelled(item: Value, label: string): Value {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
  return Object.hasOwn(item, "label") ? item : { ...(item as { readonly [key: string]: Value }), label };
}

/** The buttons of the closing line; their labels are texts of the bot's own. */
export const CLOSING_CHOICES = [
  { id: "built_in:start_over", label: "startOverButton", event: "start_over" },
  { id: "built_in:human", label: "humanButton", event: "human" },
] as const;
