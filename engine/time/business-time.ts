import { DateTime } from "luxon";
import { addSpan } from "./add-span.ts";
import { type Opening, type OpenTimes, openingsOf } from "./opening.ts";
import type { Span } from "./span.ts";

// Longer than any holiday; whoever is not open within it is taken as never open again.
const MOST_DAYS = 800;

/** Whether it is open at `now` (ms since 1970), on the clock and calendar of the zone. */
export function isOpen(times: OpenTimes, now: number, zone: string): boolean {
  return openingAt(times, now, zone) !== undefined;
}

/** When the opening that holds at `now` ends; undefined when it is closed now, or never closes. */
export function nextClosing(times: OpenTimes, now: number, zone: string): number | undefined {
  if (times.hours === undefined && times.holidays.length === 0) return undefined;
  let opening = openingAt(times, now, zone);
  for (let day = 0; day < MOST_DAYS && opening !== undefined; day += 1) {
    // Open till midnight, and open again from midnight, is one opening.
    const next = openingAt(times, opening.to, zone);
    if (next === undefined) return opening.to;
    opening = next;
  }
  return undefined;
}

/**
 * When a span that counts only while it is open is over; undefined when it never opens again.
 *
 * Seconds, minutes and hours run while it is open. Working days end at the same time of the day, so many open days
 * later, at the latest when that day closes. Other days, weeks, months and years are those of the calendar, and end at
 * the next opening when that time is closed.
 */
export function dueInBusinessHours(
  now: number,
  span: Span,
  times: OpenTimes,
  zone: string,
): number | undefined {
  if (span.unit === "second" || span.unit === "minute" || span.unit === "hour") {
    return afterOpenTime(now, span.amount * LENGTH[span.unit], times, zone);
  }
  if (span.working) return afterOpenDays(now, span.amount, times, zone);
  const due = addSpan(now, span, zone);
  return isOpen(times, due, zone) ? due : nextOpening(times, due, zone);
}

const LENGTH = { second: 1000, minute: 60_000, hour: 3_600_000 } as const;

function openingAt(times: OpenTimes, now: number, zone: string): Opening | undefined {
  const day = DateTime.fromMillis(now, { zone });
  return openingsOf(times, day).find(({ from, to }) => from <= now && now < to);
}

/** The first time at or after `now` at which it is open; undefined when it never opens again. */
export function nextOpening(times: OpenTimes, now: number, zone: string): number | undefined {
  for (const opening of openingsFrom(now, times, zone)) return Math.max(now, opening.from);
  return undefined;
}

/** The openings that end after `now`, in order. */
function* openingsFrom(now: number, times: OpenTimes, zone: string): Generator<Opening> {
  let day = DateTime.fromMillis(now, { zone }).startOf("day");
  for (let count = 0; count < MOST_DAYS; count += 1) {
    for (const opening of openingsOf(times, day)) {
      if (opening.to > now) yield opening;
    }
    day = day.plus({ days: 1 }).startOf("day");
  }
}

function afterOpenTime(now: number, length: number, times: OpenTimes, zone: string): number | undefined {
  let left = length;
  for (const { from, to } of openingsFrom(now, times, zone)) {
    const begin = Math.max(now, from);
    if (to - begin >= left) return begin + left;
    left -= to - begin;
  }
  return undefined;
}

function afterOpenDays(now: number, days: number, times: OpenTimes, zone: string): number | undefined {
  const begin = nextOpening(times, now, zone);
  if (begin === undefined) return undefined;
  const start = DateTime.fromMillis(begin, { zone });
  let day = start.startOf("day");
  let left = days;
  for (let count = 0; count < MOST_DAYS && left > 0; count += 1) {
    day = day.plus({ days: 1 }).startOf("day");
    if (openingsOf(times, day).length > 0 && isWorkday(times, day)) left -= 1;
  }
  if (left > 0) return undefined;
  const openings = openingsOf(times, day);
  const wanted =
    day.set({ hour: start.hour, minute: start.minute, second: start.second }).toMillis() + (begin % 1000);
  const later = openings.find(({ to }) => to > wanted);
  return later === undefined ? openings.at(-1)?.to : Math.max(wanted, later.from);
}

/** Where no hours are named, Saturday and Sunday are no working days. */
function isWorkday(times: OpenTimes, day: DateTime): boolean {
  return times.hours !== undefined || day.weekday <= 5;
}
