import { DateTime } from "luxon";

/** A moment that a clock on a wall was asked for. */
export interface WallMoment {
  /** ms since 1970. */
  readonly at: number;
  /** skipped: the clock jumps over it, and `at` is the end of the jump. twice: it comes two times, and `at` is the first. */
  readonly clock: "once" | "skipped" | "twice";
}

/**
 * When a clock in the zone shows a time like "2026-03-29T02:30"; undefined when that is no time or no zone.
 */
export function wallMoment(local: string, zone: string): WallMoment | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return undefined;
  const wall = DateTime.fromISO(local, { zone });
  if (!wall.isValid) return undefined;
  if (wall.toFormat("yyyy-MM-dd'T'HH:mm") !== local) return { at: endOfJump(wall), clock: "skipped" };
  const [first = wall, ...more] = wall.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis());
  return { at: first.toMillis(), clock: more.length > 0 ? "twice" : "once" };
}

/** The clock on the wall of the zone at a moment, like "2026-03-29T03:30+02:00". */
export function wallText(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mmZZ");
}

const MINUTE = 60_000;

/** `wall` lies behind the jump by as much as the time asked for lies in it. */
function endOfJump(wall: DateTime): number {
  let at = wall.startOf("minute");
  while (at.minus(MINUTE).offset === at.offset) at = at.minus(MINUTE);
  return at.toMillis();
}
