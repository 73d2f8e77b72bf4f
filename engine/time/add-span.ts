import { DateTime } from "luxon";
import type { Span } from "./span.ts";

/**
 * The time a span after `now`, in ms since 1970. Days, weeks, months and years keep the time of the day in the zone,
 * so that a day over the change to summer time is 23 hours; working days leave out Saturday and Sunday.
 */
export function addSpan(now: number, { amount, unit, working }: Span, zone: string): number {
  const from = DateTime.fromMillis(now, { zone });
  if (!working) return from.plus({ [`${unit}s`]: amount }).toMillis();
  let day = from;
  for (let left = amount; left > 0; ) {
    const weeks = day.weekday <= 5 ? Math.floor(left / 5) : 0;
    day = weeks > 0 ? day.plus({ weeks }) : day.plus({ days: 1 });
    left -= weeks > 0 ? weeks * 5 : day.weekday <= 5 ? 1 : 0;
  }
  return day.toMillis();
}
