import { RE2JS } from "re2js";
import type { Value } from "../conditions/condition.ts";
import type { Check, Question } from "../questions/question.ts";
import { fold } from "./words.ts";

/** Index of the first line of the question's `check:` that the value breaks; undefined when it keeps them all. */
export function brokenCheck(question: Question, value: Value): number | undefined {
  const index = question.check.findIndex((check) => !holds(check, value));
  return index === -1 ? undefined : index;
}

function holds(check: Check, value: Value): boolean {
  switch (check.operator) {
    case "over":
      return compare(value, check.value) > 0;
    case "under":
      return compare(value, check.value) < 0;
    case "at_least":
      return compare(value, check.value) >= 0;
    case "at_most":
      return compare(value, check.value) <= 0;
    case "between":
      return isBetween(value, check.value);
    case "is_not":
      return !listOf(check.value).some((refused) => listOf(value).some((given) => same(given, refused)));
    case "looks_like":
      return fitsMask(String(value), String(check.value));
    case "pattern":
      return fitsPattern(check, String(value));
  }
}

function isBetween(value: Value, bounds: Value): boolean {
  const [low, high] = listOf(bounds);
  return low !== undefined && high !== undefined && compare(value, low) >= 0 && compare(value, high) <= 0;
}

/**
 * Numbers by size, dates and times by their text. Against a number, a text counts by its characters and a list of
 * picks by its length. NaN, so false for every test, where the two cannot be compared.
 */
function compare(value: Value, bound: Value): number {
  if (typeof bound === "string") return typeof value === "string" ? order(value, bound) : Number.NaN;
  if (typeof bound !== "number") return Number.NaN;
  if (typeof value === "number") return value - bound;
  if (typeof value === "string") return [...value].length - bound;
  return isList(value) ? value.length - bound : Number.NaN;
}

function order(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function listOf(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}

/** Whether an answer holds many picks. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function same(left: Value, right: Value): boolean {
  return left === right || fold(String(left)) === fold(String(right));
}

/** In a mask, A is a letter and 9 a digit; all else stands for itself, letters without regard to case. */
function fitsMask(text: string, mask: string): boolean {
  const [letters, wanted] = [[...text], [...mask]];
  return (
    letters.length === wanted.length && letters.every((letter, index) => fitsMark(letter, wanted[index]))
  );
}

function fitsMark(letter: string, mark: string | undefined): boolean {
  if (mark === "A") return /^\p{L}$/u.test(letter);
  if (mark === "9") return /^\d$/u.test(letter);
  return letter.toLowerCase() === mark?.toLowerCase();
}

// RE2 runs in linear time whatever the author wrote; the built-in engine could be made to hang by one message.
const PATTERNS = new WeakMap<Check, RE2JS | "unusable">();

/** The pattern must fit the whole answer. One that does not compile was told to the author and keeps nobody out. */
function fitsPattern(check: Check, text: string): boolean {
  let pattern = PATTERNS.get(check);
  if (pattern === undefined) {
    pattern = compiled(String(check.value));
    PATTERNS.set(check, pattern);
  }
  return pattern === "unusable" || pattern.matches(text);
}

function compiled(source: string): RE2JS | "unusable" {
  try {
    return RE2JS.compile(source);
  } catch {
    return "unusable";
  }
}
