import type { WaitView } from "../../../server/wire/wait.ts";
import { fill, type Texts } from "./texts.ts";

const MINUTE = 60_000;
/** A promise that lies further off (over a night, say) is no minutes to count. */
const MOST_MINUTES = 60;

/** What somebody who waits is told: their place, and the promise while it can still be kept. */
export function waitWords(wait: WaitView | undefined, texts: Texts, now: number): string {
  if (wait === undefined) return texts.waiting;
  const place = wait.place === 1 ? texts.nextInLine : fill(texts.inLine, { place: wait.place });
  const minutes = Math.ceil((Date.parse(wait.answer_by ?? "") - now) / MINUTE);
  return minutes >= 1 && minutes <= MOST_MINUTES ? `${place} ${fill(texts.within, { minutes })}` : place;
}
