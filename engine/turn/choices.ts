import type { Value } from "../conditions/condition.ts";
import type { Lookup } from "../conditions/lookup.ts";
import { lookUp } from "../conditions/lookup.ts";
import { labelIn } from "../questions/labels.ts";
import type { Question } from "../questions/question.ts";
import { builtInText } from "../texts/built-in-texts.ts";

export interface OfferedChoice {
  /** Stable within a version: the question and the choice's place. */
  readonly id: string;
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
    return choices.map(({ label }, index) => ({
      id: `${name}:${index}`,
      label: String(labelIn(question, label, language)),
      value: label,
    }));
  }
  const list = lookUp(lookup, choicesFrom.list.split("."));
  if (!Array.isArray(list)) return [];
  return (list as readonly Value[]).slice(0, MOST_CHOICES).map((item, index) => {
    const label = shown(item, choicesFrom.show);
    return { id: `${name}:${index}`, label, value: labelled(item, label) };
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
