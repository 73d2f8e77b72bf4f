import type { Message } from "../messages/message.ts";
import type { Pause } from "./rehearsal.ts";

const WHO_WIDTH = 9;

/** One line of a transcript: who speaks, padded, and what they say. */
export function transcriptLine(shown: Message | Pause): string {
  if (shown.from === "clock") return `${"".padEnd(WHO_WIDTH)}(${duration(shown.passed)} later)`;
  const buttons = (shown.choices ?? []).map((choice) => `[${choice.label}]`).join(" ");
  const said = [shown.text, ...(shown.cards ?? []).map(cardLine), buttons].filter(Boolean).join("  ");
  return shown.from.padEnd(WHO_WIDTH) + said;
}

/** What a card shows, in one line. */
export function cardLine(card: NonNullable<Message["cards"]>[number]): string {
  const links = (card.buttons ?? []).map((button) => `${button.label} → ${button.link}`);
  return `<${[card.title, card.text, card.file, ...links].filter(Boolean).join(", ")}>`;
}

function duration(ms: number): string {
  const units = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
  ] as const;
  for (const [unit, size] of units) {
    if (ms >= size && ms % size === 0) return count(ms / size, unit);
  }
  return count(Math.round(ms / 1000), "second");
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
