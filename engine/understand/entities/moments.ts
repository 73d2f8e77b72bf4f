import { type ParsedResult, parse } from "chrono-node";
import { DateTime } from "luxon";
import { type Entity, type EntityWorld, entityAt } from "./entity.ts";

/** Days and times, said in English words or figures, as the visitor's calendar has them; the next such day where none is named. */
export function findMoments(text: string, { now, timeZone }: EntityWorld): readonly Entity[] {
  const there = DateTime.fromMillis(now, { zone: timeZone });
  const found = parse(text, { instant: there.toJSDate(), timezone: there.offset }, { forwardDate: true });
  return found
    .filter((one) => isDay(one, text))
    .map((one) => entityAt("date", text, one.index, one.text.length, isoOf(one)));
}

/** "May I", "sun cream" and "a month" are no days. */
function isDay({ text, start, index }: ParsedResult, message: string): boolean {
  if (
    /^(?:may|march|sun|sat|mon|wed|second|now)$/iu.test(text) &&
    !/\b(?:on|by|until|this|next)\s+$/iu.test(message.slice(0, index))
  )
    return false;
  if (/^(?:(?:this|last|next|per|a|each|every|in)\s+)?(?:year|month|quarter|week|\d{4})$/iu.test(text))
    return false;
  // A time without a day is none: "at 10" stands beside one, or means today to nobody.
  return (
    start.isCertain("day") || start.isCertain("weekday") || !/^(?:at\s+)?\d{1,2}(?::\d{2})?$/u.test(text)
  );
}

function isoOf({ start }: ParsedResult): string {
  const two = (part: "month" | "day" | "hour" | "minute") => String(start.get(part) ?? 0).padStart(2, "0");
  const day = `${start.get("year") ?? ""}-${two("month")}-${two("day")}`;
  return start.isCertain("hour") ? `${day}T${two("hour")}:${two("minute")}` : day;
}
