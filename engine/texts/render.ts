import { DateTime } from "luxon";
import type { Value } from "../conditions/condition.ts";
import { isEmpty, type Lookup, lookUp } from "../conditions/lookup.ts";
import { builtInText } from "./built-in-texts.ts";
import { hide } from "./private-text.ts";
import { type FilterName, inVoice, type Slot, type Template, type Tone } from "./template.ts";

/**
 * The text that a person sees. Pure. A slot whose value is empty shows its `or`, else nothing; lists are shown as
 * "a, b and c", numbers plain, true and false as "yes" and "no".
 *
 * @param language of the text where it has a translation, and of numbers, money and dates, such as "en"
 * @param tone of the text where it has several
 * @param isPrivate names whose values reps must not see: they are marked in the text (`hide`)
 */
export function render(
  template: Template,
  lookup: Lookup,
  language = "en",
  tone: Tone = "plain",
  isPrivate: (name: string) => boolean = () => false,
): string {
  return inVoice(template, language, tone)
    .parts.map((part) => {
      if (typeof part === "string") return part;
      const text = renderSlot(part, lookup, language);
      return rootsOf(part).some(isPrivate) ? hide(text) : text;
    })
    .join("");
}

function rootsOf({ path, or }: Slot): readonly string[] {
  return [path[0] ?? "", ...(or !== undefined && "path" in or ? [or.path[0] ?? ""] : [])];
}

/** A slot's value before it is made a text: the value looked up, or what `or` gives. */
export function slotValue(slot: Slot, lookup: Lookup): Value | undefined {
  const value = lookUp(lookup, slot.path);
  if (!isEmpty(value)) return value;
  if (slot.or === undefined) return undefined;
  const instead = "text" in slot.or ? slot.or.text : lookUp(lookup, slot.or.path);
  return isEmpty(instead) ? undefined : instead;
}

function renderSlot(slot: Slot, lookup: Lookup, language: string): string {
  let value = slotValue(slot, lookup);
  if (value === undefined) return "";
  for (const filter of slot.filters) value = applyFilter(filter.name, filter.argument, value, language);
  return shown(value, language);
}

function applyFilter(name: FilterName, argument: string | undefined, value: Value, language: string): Value {
  switch (name) {
    case "lower":
      return shown(value, language).toLowerCase();
    case "upper":
      return shown(value, language).toUpperCase();
    case "capitalize": {
      const text = shown(value, language);
      const [first = ""] = text;
      return first.toUpperCase() + text.slice(first.length);
    }
    case "date":
      return formatTime(value, "d MMMM yyyy", language);
    case "time":
      return formatTime(value, "HH:mm", language);
    case "number":
      return typeof value === "number" ? value.toLocaleString(language) : value;
    case "money":
      return typeof value === "number" ? formatMoney(value, argument, language) : value;
    case "list":
      return shown(value, language);
  }
}

function formatMoney(amount: number, currency: string | undefined, language: string): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (currency === undefined) return amount.toLocaleString(language, format);
  return amount.toLocaleString(language, { ...format, style: "currency", currency });
}

/** Dates and times are kept as ISO texts; anything else is shown as it is. */
function formatTime(value: Value, format: string, language: string): Value {
  if (typeof value !== "string") return value;
  const time = DateTime.fromISO(value, { setZone: true, locale: language });
  return time.isValid ? time.toFormat(format) : value;
}

function shown(value: Value, language: string): string {
  if (value === null) return "";
  if (typeof value === "boolean") return builtInText(value ? "yes" : "no", language).toLowerCase();
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map((item) => shown(item, language));
    return joinList(items, builtInText("listEnd", language));
  }
  for (const field of ["label", "name", "title"]) {
    const text: unknown = Object.hasOwn(value, field) ? (value as Record<string, unknown>)[field] : undefined;
    if (typeof text === "string" || typeof text === "number") return String(text);
  }
  return "";
}

function joinList(items: readonly string[], and: string): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")}${and}${items.at(-1) ?? ""}`;
}
