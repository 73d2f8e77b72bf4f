import { DateTime } from "luxon";
import type { Given } from "./test-file.ts";

/** A Monday morning: what a test that names no time begins with. */
const MONDAY = "2026-01-05 10:00";

/** Milliseconds since 1970 of a local time that `readLocalTime` has taken. */
export function atLocalTime(now: Given["now"], siteZone: string): number {
  return DateTime.fromSQL(now?.local ?? MONDAY, { zone: now?.zone ?? siteZone }).toMillis();
}

/** Reads "2026-11-23 10:00" or "2026-11-23 10:00 Europe/Berlin"; undefined when it is no such time. */
export function readLocalTime(text: string): NonNullable<Given["now"]> | undefined {
  const [date = "", time = "", zone, ...rest] = text.trim().split(/\s+/);
  const local = `${date} ${time}`;
  const known = DateTime.fromSQL(local, { zone: zone ?? "UTC" });
  return known.isValid && rest.length === 0 && time !== "" ? { local, zone } : undefined;
}

/** The other way: "2026-11-23 10:00 Europe/Berlin", cut to the minute. */
export function localTimeText(time: number, zone: string): string {
  return `${DateTime.fromMillis(time, { zone }).toFormat("yyyy-MM-dd HH:mm")} ${zone}`;
}
