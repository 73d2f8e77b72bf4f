import { createFeed, type Feed } from "../live/feed.ts";
import type { Word } from "../words/words.ts";

/** Something that can be done now: by a key, or by its name among the commands. */
export interface Act {
  /** A single key, or two in a row such as "g i". */
  readonly key: string;
  readonly word: Word;
  readonly run: () => void;
  /** It is no command: it means nothing without the place it acts on. */
  readonly keyOnly?: boolean;
}

export interface Acts {
  /** The newest first: what is nearest to the work goes before what is always there. */
  readonly all: Feed<readonly Act[]>;
  /** @returns a function that takes them away. */
  offer(acts: readonly Act[]): () => void;
}

export function createActs(): Acts {
  const groups = new Set<readonly Act[]>();
  const all = createFeed<readonly Act[]>([]);
  const tell = () => all.tell([...groups].reverse().flat());
  return {
    all,
    offer: (acts) => {
      groups.add(acts);
      tell();
      return () => {
        groups.delete(acts);
        tell();
      };
    },
  };
}
