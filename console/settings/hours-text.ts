/** Monday first. */
export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const SHORT = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** For each day its hours as they are written, like "09:00-12:00, 13:00-17:00"; empty: closed. */
export type Week = readonly string[];

/** Hours as site.yml writes them, day by day. */
export function weekOf(hours: unknown): Week {
  const week = DAYS.map((): string[] => []);
  if (typeof hours !== "object" || hours === null) return week.map(() => "");
  for (const [days, spans] of Object.entries(hours)) {
    for (const day of daysOf(days)) week[day]?.push(...(Array.isArray(spans) ? spans : [spans]).map(String));
  }
  return week.map((spans) => spans.join(", "));
}

/** The other way, with days that are alike in one line; null when no day has hours. */
export function hoursOf(week: Week): Readonly<Record<string, string | readonly string[]>> | null {
  const days = week.map((text, day) => ({ first: day, last: day, spans: spansOf(text) }));
  const runs: typeof days = [];
  for (const day of days) {
    const before = runs.at(-1);
    if (before?.spans.join() === day.spans.join()) runs[runs.length - 1] = { ...before, last: day.last };
    else runs.push(day);
  }
  const open = runs.filter(({ spans }) => spans.length > 0);
  const named = open.map(({ first, last, spans }) => {
    const [from = "", to = ""] = [SHORT[first], SHORT[last]];
    return [from === to ? from : `${from}-${to}`, spans.length === 1 ? (spans[0] ?? "") : spans] as const;
  });
  return named.length > 0 ? Object.fromEntries(named) : null;
}

/** "Mon to Fri 09:00-17:30", for a list. */
export function hoursInWords(hours: unknown): string {
  const lines = Object.entries(hoursOf(weekOf(hours)) ?? {});
  if (lines.length === 0) return "Always open";
  return lines
    .map(([days, spans]) => {
      const named = days.split("-").map((day) => day.charAt(0).toUpperCase() + day.slice(1));
      return `${named.join(" to ")} ${Array.isArray(spans) ? spans.join(", ") : String(spans)}`;
    })
    .join("; ");
}

function spansOf(text = ""): readonly string[] {
  return text
    .split(",")
    .map((span) => span.trim())
    .filter((span) => span !== "");
}

/** "fri-mon" goes over the weekend. */
function daysOf(days: string): readonly number[] {
  const [from = -1, to = from] = days
    .toLowerCase()
    .split("-")
    .map((day) => SHORT.indexOf(day.trim().slice(0, 3)));
  if (from < 0 || to < 0) return [];
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, n) => (from + n) % 7);
}
