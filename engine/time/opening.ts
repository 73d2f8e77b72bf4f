import { DateTime } from "luxon";
import type { WeekHours } from "./hours.ts";

/** When somebody can be reached. A team is one. */
export interface OpenTimes {
  /** Undefined: always open. */
  readonly hours: WeekHours | undefined;
  /** ISO dates on which it is closed all day. */
  readonly holidays: readonly string[];
}

/** From (included) to (not included), in ms since 1970. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/** The openings of one day of a zone, in order, without gaps or overlaps between those that touch. */
export function openingsOf(times: OpenTimes, day: DateTime): readonly Opening[] {
  if (times.holidays.includes(day.toISODate() ?? "")) return [];
  const spans = times.hours === undefined ? ALL_DAY : (times.hours.get(day.weekday) ?? []);
  const openings = spans
    .map(({ from, to }) => ({ from: first(day, from), to: last(day, to) }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
  const joined: Opening[] = [];
  for (const opening of openings) {
    const before = joined.at(-1);
    if (before !== undefined && opening.from <= before.to) {
      joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, opening.to) };
    } else {
      joined.push(opening);
    }
  }
  return joined;
}

const ALL_DAY = [{ from: "00:00", to: "24:00" }];

/** The first instant at which the clock on the wall shows the time, or has gone past it when it skips it. */
function first(day: DateTime, time: string): number {
  return instants(day, time)[0] ?? day.toMillis();
}

/** The last such instant: in the night in which an hour comes twice, "until 2:30" means the second one. */
function last(day: DateTime, time: string): number {
  return instants(day, time).at(-1) ?? day.toMillis();
}

function instants(day: DateTime, time: string): readonly number[] {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (hour === 24) return [day.startOf("day").plus({ days: 1 }).toMillis()];
  const wall = day.startOf("day").set({ hour, minute });
  if (wall.hour !== hour || wall.minute !== minute) return [endOfGap(wall)];
  return wall
    .getPossibleOffsets()
    .map((one) => one.toMillis())
    .sort((a, b) => a - b);
}

const MINUTE = 60_000;

/** The clock skips the time asked for and `wall` lies as much too late: the gap ended when the offset changed. */
function endOfGap(wall: DateTime): number {
  let before = wall.minus({ hours: 3 }).toMillis();
  let after = wall.toMillis();
  while (after - before > MINUTE) {
    const middle = before + Math.floor((after - before) / (2 * MINUTE)) * MINUTE;
    const changed = DateTime.fromMillis(middle, { zone: wall.zone }).offset === wall.offset;
    if (changed) after = middle;
    else before = middle;
  }
  return after;
}
