import { DateTime } from "luxon";
import type { ProblemList } from "../problems/problem-list.ts";
import { oneOrMany, type SourceEntry, type SourceNode, textOf } from "../problems/source-node.ts";
import type { WeekHours } from "../time/hours.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

type Hours = { readonly from: string; readonly to: string };

/** `{ mon-fri: "09:00-17:30", sat: "10:00-14:00" }`; a list of spans for a day with a break. */
export function readHours(node: SourceNode | undefined, problems: ProblemList): WeekHours | undefined {
  if (node?.kind !== "map") return undefined;
  const week = new Map<number, readonly Hours[]>();
  const add = (day: number, hours: Hours): void => {
    week.set(day, [...(week.get(day) ?? []), hours]);
  };
  for (const entry of node.entries.values()) {
    const days = readDays(entry, problems);
    for (const span of oneOrMany(entry.value)) {
      const hours = readHoursOfDay(span, problems);
      if (hours !== undefined) for (const day of days) addOverMidnight(day, hours, add);
    }
  }
  return week;
}

/** "22:00-06:00" goes on in the next morning. */
function addOverMidnight(day: number, { from, to }: Hours, add: (day: number, hours: Hours) => void): void {
  if (from < to) {
    add(day, { from, to });
    return;
  }
  add(day, { from, to: "24:00" });
  if (to !== "00:00") add((day % 7) + 1, { from: "00:00", to });
}

function readDays({ key, keyAt }: SourceEntry, problems: ProblemList): readonly number[] {
  const [first, last, more] = key
    .toLowerCase()
    .split("-")
    .map((name) => dayOf(name.trim()));
  const from = first ?? 0;
  const to = last ?? from;
  if (from === 0 || to === 0 || more !== undefined) {
    problems.error("HOURS_WRONG", keyAt, `"${key}" is not a day. Write it like mon, or mon-fri.`);
    return [];
  }
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => ((from - 1 + index) % 7) + 1);
}

/** 1 Monday to 7 Sunday; 0 for anything else. */
function dayOf(name: string): number {
  return Math.max(DAYS.indexOf(name), NAMES.indexOf(name)) + 1;
}

function readHoursOfDay(node: SourceNode, problems: ProblemList): Hours | undefined {
  const text = textOf(node);
  const match =
    text === undefined ? null : /^(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})$/.exec(text.trim());
  const times = match === null ? [] : [timeOf(match[1], match[2]), timeOf(match[3], match[4])];
  const [from, to] = times;
  if (from !== undefined && to !== undefined && from !== to && from !== "24:00") return { from, to };
  problems.error(
    "HOURS_WRONG",
    node.at,
    `"${text ?? ""}" is not a span of hours. Write it like "09:00-17:30".`,
  );
  return undefined;
}

function timeOf(hour = "", minute = ""): string | undefined {
  const time = `${hour.padStart(2, "0")}:${minute}`;
  return time <= "23:59" && minute <= "59" ? time : time === "24:00" ? time : undefined;
}

export function readHolidays(node: SourceNode | undefined, problems: ProblemList): readonly string[] {
  return oneOrMany(node).flatMap((item) => {
    const text = textOf(item) ?? "";
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: "utc" }).isValid) return [text];
    problems.error("HOURS_WRONG", item.at, `"${text}" is not a date. Write it like 2026-12-25.`);
    return [];
  });
}
