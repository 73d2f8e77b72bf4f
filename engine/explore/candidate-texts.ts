import { DateTime } from "luxon";
import type { Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";
import type { Leaf } from "./leaves.ts";

/** What no strict kind of answer takes. */
export const INVALID_TEXTS: readonly string[] = ["zxcv qwert", "hmm", "qqqq"];

const PLAIN_TEXTS: Readonly<Record<string, readonly string[]>> = {
  name: ["Ana", "Maya Lind"],
  text: ["blue curtains", "Model 7", "K-4", "12345"],
  long_text: ["It began this morning and has not stopped.", "blue curtains"],
  email: ["ana@acme.example", "maya@northwind.example"],
  work_email: ["ana@acme.example", "maya@northwind.example"],
  phone: ["+49 30 901820", "+1 212 555 0123"],
  url: ["https://acme.example"],
  date: ["2026-03-14"],
  time: ["10:30"],
};

/** Sizes that lie between and beyond all that people ask for. */
const SIZES = [7, 1, 3, 12, 40, 150, 600, 2500, 10_000];

/** Texts that a visitor might write, so many that each class of answers is among them; not all are taken. */
export function candidateTexts(question: Question, about: readonly Leaf[]): readonly string[] {
  const bounds = [...about.flatMap(boundsOf), ...question.check.map(({ value }) => value).flatMap(scalars)];
  switch (question.kind) {
    case "number":
    case "money":
      return numbersAround([...bounds, ...SIZES]);
    case "rating": {
      const [from, to] = [question.from ?? 1, question.to ?? 5];
      return Array.from({ length: Math.min(to - from + 1, 50) }, (_, index) => String(from + index));
    }
    case "date":
      return unique([...bounds.flatMap(daysAround), ...(PLAIN_TEXTS["date"] ?? [])]);
    case "time":
      return unique([...bounds.flatMap(minutesAround), ...(PLAIN_TEXTS["time"] ?? [])]);
    default:
      return unique([
        ...(PLAIN_TEXTS[question.kind] ?? []),
        ...about.flatMap((leaf) => textsFor(leaf, question)),
        ...question.check.flatMap(({ operator, value }) =>
          operator === "looks_like" ? [String(value).replaceAll("A", "K").replaceAll("9", "4")] : [],
        ),
        "curtains",
        "ABC-123",
        "4711",
        "K4",
      ]);
  }
}

function boundsOf(leaf: Leaf): readonly Value[] {
  // A formula holds its bounds in its text.
  if (leaf.is === "formula")
    return [...leaf.formula.source.matchAll(/\d+(\.\d+)?/g)].map(([found]) => Number(found));
  return scalars(leaf.value);
}

function scalars(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}

function numbersAround(bounds: readonly Value[]): readonly string[] {
  const numbers = bounds.filter((bound) => typeof bound === "number");
  const around = numbers.flatMap((bound) => [bound, bound - 1, bound + 1]);
  return unique(around.map((number) => String(Math.round(number * 100) / 100)));
}

function daysAround(bound: Value): readonly string[] {
  const day = typeof bound === "string" ? DateTime.fromISO(bound, { zone: "utc" }) : undefined;
  if (day?.isValid !== true) return [];
  return [0, -1, 1].map((days) => day.plus({ days }).toISODate());
}

function minutesAround(bound: Value): readonly string[] {
  const time =
    typeof bound === "string" ? DateTime.fromISO(`2026-01-05T${bound}`, { zone: "utc" }) : undefined;
  if (time?.isValid !== true) return [];
  return [0, -1, 1].map((minutes) => time.plus({ minutes }).toFormat("HH:mm"));
}

/** Texts for which a test of a text comes out true. */
function textsFor(leaf: Leaf, { kind }: Question): readonly string[] {
  if (leaf.is === "formula")
    return [...leaf.formula.source.matchAll(/['"]([^'"]*)['"]/g)].flatMap(([, text]) => text ?? []);
  return scalars(leaf.value).flatMap((value) => {
    const text = String(value);
    if (leaf.operator === "starts_with") return [text, `${text}x`, `${text} and more`];
    if (leaf.operator === "ends_with") {
      return kind === "email" || kind === "work_email"
        ? [`ana${text}`, `ana@${text}`]
        : [`more ${text}`, text];
    }
    return leaf.operator === "includes" || leaf.operator === "includes_any"
      ? [`something about ${text}`, text]
      : [text];
  });
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
