import type { Message } from "../../server/wire/message.ts";
import type { InboxDetail } from "../../server/wire/rep.ts";

/** What a rep or the playbook told colleagues. */
export type Note = NonNullable<InboxDetail["notes"]>[number];

/** Messages one after another of the same speaker, or one event line. */
export type Run =
  | {
      readonly is: "said";
      readonly by: "visitor" | "bot" | "rep";
      readonly messages: readonly [Message, ...Message[]];
    }
  | { readonly is: "event"; readonly message: Message }
  | { readonly is: "note"; readonly note: Note };

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
export function arrange(messages: readonly Message[], fold: boolean, notes: readonly Note[] = []): Arranged {
  const others = messages.findIndex((message) => message.from === "rep" || message.from === "system");
  const withBot = others === -1 ? messages.length : others;
  const foldedCount = fold && withBot - KEPT >= LEAST_FOLDED ? withBot - KEPT : 0;
  return { folded: messages.slice(0, foldedCount), runs: inRuns(messages.slice(foldedCount), notes) };
}

/** @param notes oldest first; each stands behind what was said by then, also where that is folded away */
export function inRuns(messages: readonly Message[], notes: readonly Note[] = []): readonly Run[] {
  const runs: Run[] = [];
  let told = 0;
  const tellUntil = (at: string | undefined) => {
    for (let note = notes[told]; note && (at === undefined || note.at < at); note = notes[++told])
      runs.push({ is: "note", note });
  };
  for (const message of messages) {
    tellUntil(message.at);
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
  tellUntil(undefined);
  return runs;
}
