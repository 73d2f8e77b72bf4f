import { AROUND_NUMBERS } from "./fillers.ts";
import { fold } from "./words.ts";

/** A day of the calendar as "2026-11-23", from ISO or from day.month.year. Words such as "tomorrow" are none yet. */
export function readDate(text: string): string | undefined {
  const bare = withoutFillers(text);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(bare);
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3]);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/u.exec(bare);
  return dotted === null ? undefined : dayOf(dotted[3], dotted[2], dotted[1]);
}

function dayOf(year = "", month = "", day = ""): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];
  if (days === undefined || d < 1 || d > days) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** A time of day as "14:30", from "14:30", "2:30 pm", "9am" or "14 Uhr". A bare figure is none: 9 could be evening. */
export function readTime(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm|uhr|h|oclock)?$/u.exec(
    withoutFillers(text).replace(/([ap])\.m\.?/u, "$1m"),
  );
  if (match === null) return undefined;
  const [, hours = "", minutes, half] = match;
  if (minutes === undefined && (half === undefined || half === "oclock")) return undefined;
  const hour = Number(hours);
  const minute = Number(minutes ?? "0");
  const twelve = half === "am" || half === "pm";
  if (minute > 59 || hour > (twelve ? 12 : 23) || (twelve && hour === 0)) return undefined;
  const of24 = twelve ? (hour % 12) + (half === "pm" ? 12 : 0) : hour;
  return `${String(of24).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function withoutFillers(text: string): string {
  if (text.length > 80) return "";
  const kept = fold(text)
    .replace(/(?<=\d) (?=[ap]\.?m\b)/gu, "")
    .split(/\s+/u)
    .filter((word) => !AROUND_NUMBERS.has(word.replace(/[,!]+$/u, "")) && word !== "on");
  return kept.join(" ").replace(/(?<=\d{4}|[a-z]|:\d\d)[.,!]+$/u, "");
}
