/** When a conversation may come back, in the reader's own time zone; ms since 1970. */
export function snoozeTimes(now: number): {
  readonly hour: number;
  readonly tomorrow: number;
  readonly monday: number;
} {
  const morning = (days: number) => {
    const at = new Date(now);
    at.setDate(at.getDate() + days);
    at.setHours(9, 0, 0, 0);
    return at.getTime();
  };
  const weekday = new Date(now).getDay();
  return {
    hour: now + 3_600_000,
    tomorrow: morning(1),
    // Sunday is 0: on a Monday the next one is meant.
    monday: morning((8 - weekday) % 7 || 7),
  };
}

/** What a field for day and time holds, as it takes it: "2026-11-23T09:00". */
export function asLocalField(ms: number): string {
  const at = new Date(ms);
  return new Date(ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
