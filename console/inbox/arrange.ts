import type { Message } from "../../server/wire/message.ts";

/** Messages one after another of the same speaker, or one event line. */
export type Run =
  | {
      readonly is: "said";
      readonly by: "visitor" | "bot" | "rep";
      readonly messages: readonly [Message, ...Message[]];
    }
  | { readonly is: "event"; readonly message: Message };

export interface Arranged {
  /** What the bot and the visitor said at first, shown as one block; empty when it is short. */
  readonly folded: readonly Message[];
  readonly runs: readonly Run[];
}

/** Below this a block saves no room. */
const LEAST_FOLDED = 6;
/** How much of the talk with the bot stays in sight before the rest of the conversation. */
const KEPT = 2;

/**
 * A transcript as people read it: runs of a speaker, events between.
 *
 * @param fold folds the talk with the bot that comes first, for a rep who takes over.
 */
export function arrange(messages: readonly Message[], fold: boolean): Arranged {
  const others = messages.findIndex((message) => message.from === "rep" || message.from === "system");
  const withBot = others === -1 ? messages.length : others;
  const foldedCount = fold && withBot - KEPT >= LEAST_FOLDED ? withBot - KEPT : 0;
  return { folded: messages.slice(0, foldedCount), runs: inRuns(messages.slice(foldedCount)) };
}

export function inRuns(messages: readonly Message[]): readonly Run[] {
  const runs: Run[] = [];
  for (const message of messages) {
    const last = runs.at(-1);
    const { from } = message;
    if (from === "system") {
      runs.push({ is: "event", message });
    } else if (last?.is === "said" && last.by === from && last.messages[0].name === message.name) {
      runs[runs.length - 1] = { ...last, messages: [...last.messages, message] };
    } else {
      runs.push({ is: "said", by: from, messages: [message] });
    }
  }
  return runs;
}
