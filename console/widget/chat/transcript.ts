import type { Message } from "../../../server/wire/message.ts";
import { fill, type Texts } from "./texts.ts";

/** The conversation as plain text, one message a paragraph, with times in UTC. */
export function transcriptText(log: readonly Message[], site: string, texts: Texts): string {
  const lines = log.map((message) => `[${message.at}] ${speaker(message, texts)}: ${contentOf(message)}`);
  return `${site}\n\n${lines.join("\n\n")}\n`;
}

/** Who speaks, in words; the bot is always called one. */
export function speaker({ from, name }: Message, texts: Texts): string {
  if (from === "visitor") return texts.you;
  if (from === "bot") return fill(texts.botSaid, { name: name ?? "" }).replace(/^, /, "");
  return name ?? "";
}

function contentOf({ text, cards }: Message): string {
  const shown = (cards ?? []).flatMap((card) => [
    card.title,
    card.text,
    card.file,
    ...(card.buttons ?? []).map(({ label, link }) => `${label} (${link})`),
  ]);
  return [text, ...shown].filter((part) => part !== undefined).join("\n");
}
