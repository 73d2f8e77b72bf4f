import type { Condition, TestOperator, Value } from "./condition.ts";
import { workOut } from "./formula.ts";
import { matchesGlob } from "./glob.ts";
import { isEmpty, type Lookup, lookUp } from "./lookup.ts";

/**
 * Whether a condition holds, given what is known. Pure.
 * `lookup("open")` and `lookup("online")` give lists of teams, `lookup("page")` the path of the page.
 */
export function holds(condition: Condition, lookup: Lookup): boolean {
  switch (condition.is) {
    case "all":
      return condition.of.every((part) => holds(part, lookup));
    case "any":
      return condition.of.some((part) => holds(part, lookup));
    case "not":
      return !holds(condition.of, lookup);
    case "formula":
      return workOut(condition.formula, lookup) === true;
    case "test": {
      const known = lookUp(lookup, condition.name.split("."));
      return passes(condition.operator, isEmpty(known) ? undefined : known, condition.value, condition.name);
    }
  }
}

/** One test of one value: also what a question's `check:` lines use. An unknown value fails all but `is_not`. */
export function passes(operator: TestOperator, known: Value | undefined, wanted: Value, name = ""): boolean {
  if (operator === "known") return (known !== undefined) === (wanted === true);
  if (known === undefined) return operator === "is_not";
  switch (operator) {
    case "is":
      return listOf(wanted).some((one) => isValue(known, one, name));
    case "is_not":
      return !listOf(wanted).some((one) => isValue(known, one, name));
    case "over":
      return compare(known, wanted) > 0;
    case "under":
      return compare(known, wanted) < 0;
    case "at_least":
      return compare(known, wanted) >= 0;
    case "at_most":
      return compare(known, wanted) <= 0;
    case "between": {
      const [low, high] = listOf(wanted);
      return low !== undefined && high !== undefined && compare(known, low) >= 0 && compare(known, high) <= 0;
    }
    case "includes":
    case "includes_any":
      return listOf(wanted).some((one) => includes(known, one));
    case "starts_with":
      return asWord(known).startsWith(asWord(wanted));
    case "ends_with":
      return asWord(known).endsWith(asWord(wanted));
  }
}

function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}

function isValue(known: Value, wanted: Value, name: string): boolean {
  if (Array.isArray(known)) return (known as readonly Value[]).some((pick) => isValue(pick, wanted, name));
  if (name === "page" && typeof known === "string" && typeof wanted === "string" && wanted.includes("*")) {
    return matchesGlob(known, wanted);
  }
  return asWord(known) === asWord(wanted);
}

/** Texts are equal without regard to case and surrounding space; `yes` and `true` are one answer, as people write both. */
function asWord(value: Value): string {
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "string") {
    const word = value.trim().toLowerCase();
    return word === "yes" ? "true" : word === "no" ? "false" : word;
  }
  if (value !== null && typeof value === "object") return asWord(shownField(value));
  return String(value);
}

/** What stands for an item that a service brought back: its label. */
function shownField(item: object): Value {
  for (const field of ["label", "name", "title", "id"]) {
    const value: unknown = Object.hasOwn(item, field) ? (item as Record<string, unknown>)[field] : undefined;
    if (typeof value === "string" || typeof value === "number") return value;
  }
  return "";
}

function includes(known: Value, wanted: Value): boolean {
  if (Array.isArray(known))
    return (known as readonly Value[]).some((pick) => asWord(pick) === asWord(wanted));
  return typeof known === "string" && known.toLowerCase().includes(asPlain(wanted));
}

function asPlain(value: Value): string {
  return String(value).trim().toLowerCase();
}

/** Below, at or above zero; NaN, which fails every test, where the two cannot be compared. */
function compare(known: Value, wanted: Value): number {
  const a = asNumber(known);
  const b = asNumber(wanted);
  if (a !== undefined && b !== undefined) return a - b;
  if (typeof known !== "string" || typeof wanted !== "string") return Number.NaN;
  // Dates and times are kept as 2026-11-23 and 09:30, which sort as texts.
  if (!isDateOrTime(known) || !isDateOrTime(wanted)) return Number.NaN;
  return known < wanted ? -1 : known > wanted ? 1 : 0;
}

function asNumber(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function isDateOrTime(text: string): boolean {
  return /^(\d{4}-\d{2}-\d{2}|\d{2}:\d{2})/.test(text);
}
