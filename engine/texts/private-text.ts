/** What people see where a private answer stands. */
export const PRIVATE_ANSWER = "(private answer)";

// From the private use area: no keyboard has them, and a visitor who sends them only has more of a text hidden.
const OPEN = "\uE001";
const CLOSE = "\uE002";
const MARKS = /[\uE001\uE002]/g;
const HIDDEN = /\uE001[^\uE002]*\uE002/g;

/** A private answer inside a text that is on its way to a message. */
export function hide(text: string): string {
  return text === "" ? "" : `${OPEN}${text.replace(MARKS, "")}${CLOSE}`;
}

export function holdsPrivate(text: string): boolean {
  return text.includes(OPEN);
}

/** The text as the visitor and services see it. */
export function inFull(text: string): string {
  return text.replace(MARKS, "");
}

/** The text as reps see it. */
export function forReps(text: string): string {
  return text.replace(HIDDEN, PRIVATE_ANSWER).replace(MARKS, "");
}
