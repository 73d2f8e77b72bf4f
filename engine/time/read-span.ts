import type { Span } from "./span.ts";

const UNITS: Readonly<Record<string, Span["unit"]>> = {
  second: "second",
  minute: "minute",
  hour: "hour",
  day: "day",
  week: "week",
  month: "month",
  year: "year",
};
// Ten years of seconds: longer than any wait, and far from where arithmetic on times breaks.
const MOST = 315_360_000;

/** `5 minutes`, `90 seconds`, `1 working day`; undefined for anything else ("5min", "0 minutes", "-1 day"). */
export function readSpan(text: string): Span | undefined {
  if (text.length > 40) return undefined;
  const words = text.trim().toLowerCase().split(/\s+/);
  const amount = readAmount(words[0] ?? "");
  const working = words[1] === "working" || words[1] === "business";
  const word = words[working ? 2 : 1] ?? "";
  if (amount === undefined || words.length !== (working ? 3 : 2)) return undefined;
  const singular = word.endsWith("s") ? word.slice(0, -1) : word;
  const unit = Object.hasOwn(UNITS, singular) ? UNITS[singular] : undefined;
  if (unit === undefined || (working && unit !== "day")) return undefined;
  return { amount, unit, working };
}

function readAmount(word: string): number | undefined {
  if (word === "a" || word === "an" || word === "one") return 1;
  if (!/^\d{1,9}$/.test(word)) return undefined;
  const amount = Number(word);
  return amount >= 1 && amount <= MOST ? amount : undefined;
}

/** A span as a playbook writes it. */
export function formatSpan({ amount, unit, working }: Span): string {
  return `${amount} ${working ? "working " : ""}${unit}${amount === 1 ? "" : "s"}`;
}
