import type { Turn } from "../../engine/index.ts";

const MOST_MESSAGES = 100;
/** As JSON. Every turn loads and saves all of it. */
const MOST_CHARACTERS = 256 * 1024;

/** Why a turn is more than a conversation can carry, for the rep; undefined when it is not. */
export function tooMuch({ messages, talk }: Turn): string | undefined {
  if (messages.length > MOST_MESSAGES)
    return `The playbook said ${messages.length} messages in one turn at "${talk.step}"; ${MOST_MESSAGES} are the most.`;
  const size = JSON.stringify(talk.snapshot).length;
  if (size <= MOST_CHARACTERS) return undefined;
  const kib = (characters: number) => `${Math.ceil(characters / 1024)} KiB`;
  return `What the playbook remembers grew to ${kib(size)} at "${talk.step}"; ${kib(MOST_CHARACTERS)} are the most.`;
}
