import type { Message } from "../messages/message.ts";
import type { Place } from "../problems/problem.ts";
import { describes } from "./compare-texts.ts";
import type { TestLine } from "./test-file.ts";

/** A `bot` or `show` line that does not hold, and what it would have to say to hold. */
export interface LineChange {
  /** Of the key. */
  readonly at: Place;
  readonly is: "bot" | "show";
  readonly before: readonly string[];
  /** Never empty. */
  readonly after: readonly string[];
}

/** Undefined for other lines, and where the bot said nothing: an empty line cannot be written. */
export function changeOf(
  line: TestLine,
  mismatch: { readonly instead?: readonly string[] } | undefined,
): LineChange | undefined {
  if (line.is !== "bot" && line.is !== "show") return undefined;
  const after = mismatch?.instead ?? [];
  return after.length === 0 ? undefined : { at: line.at, is: line.is, before: line.globs, after };
}

/** What a `bot` line has to hold for these texts. What its author wrote stays where it still describes its text. */
export function textsToExpect(globs: readonly string[], texts: readonly string[]): readonly string[] {
  const [first, ...rest] = globs;
  if (first === "..." && !rest.includes("...") && rest.length > 0 && texts.length >= rest.length) {
    return [first, ...textsToExpect(rest, texts.slice(-rest.length))];
  }
  return texts.map((text, index) => {
    const glob = globs[index];
    const stays = globs.length === texts.length && glob !== undefined && describes(glob, text);
    return stays ? glob : text;
  });
}

/** What a `show` line would call this: the first of title, text, file and label. */
export function cardName({ cards }: Message): string | undefined {
  const [card] = cards ?? [];
  return card && (card.title ?? card.text ?? card.file ?? card.buttons?.[0]?.label);
}
