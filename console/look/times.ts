/** "10:24" on the day of `now`, else "19 Nov" or "19 Nov 2025", in the reader's language and time zone. */
export function shortTime(iso: string, now: number): string {
  const at = new Date(iso);
  const today = new Date(now);
  if (at.toDateString() === today.toDateString()) {
    return at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  }
  const sameYear = at.getFullYear() === today.getFullYear();
  return at.toLocaleDateString(undefined, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** "2:12", or "1:04:09" from an hour on. Never negative. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "just now", "4 min", "3 h", "2 days": how long something took or has lasted. */
export function roughTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "less than a min";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

/** How an answer promised by `answerBy` stands at `now`; all in ms since 1970. */
export function promise(since: number, answerBy: number, now: number): Promised {
  const left = answerBy - now;
  if (left <= 0) return { is: "late", over: -left };
  const whole = Math.max(1, answerBy - since);
  const used = 1 - left / whole;
  return { is: used >= 0.6 ? "soon" : "fine", left, share: Math.min(1, left / whole) };
}

export type Promised =
  | { readonly is: "late"; readonly over: number }
  /** `share`: what is left of the promised time, 0 to 1. */
  | { readonly is: "soon" | "fine"; readonly left: number; readonly share: number };

/** "10:24 in Berlin": the time where somebody is, by the IANA name of their zone; undefined where the name is none. */
export function localTime(zone: string, now: number): string | undefined {
  try {
    const time = new Date(now).toLocaleTimeString(undefined, {
      hour: "2-digit",
      minute: "2-digit",
      timeZone: zone,
    });
    const place = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
    return zone.includes("/") ? `${time} in ${place}` : `${time} ${zone}`;
  } catch {
    return undefined;
  }
}
