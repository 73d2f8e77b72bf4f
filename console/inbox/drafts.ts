import { createFeed, type Feed } from "../live/feed.ts";

/** What a person has written and not sent. */
export interface Draft {
  readonly text: string;
  /** `seq` of the last message that was there when it was begun. */
  readonly began: number;
}

/** Drafts by conversation. They outlive reloads and the end of a session; who logs out leaves none. */
export interface Drafts {
  readonly all: Feed<ReadonlyMap<string, Draft>>;
  read(person: string, conversation: string): Draft | undefined;
  /** @param began counts for a draft that is new. */
  write(person: string, conversation: string, text: string, began: number): void;
  forget(): void;
}

/** The part of the browser's storage that is used here. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEPT_AS = "parley.drafts";

export function createDrafts(storage: DraftStorage | undefined): Drafts {
  const all = createFeed<ReadonlyMap<string, Draft>>(new Map(load(storage)));
  const keep = (drafts: ReadonlyMap<string, Draft>) => {
    all.tell(drafts);
    try {
      if (drafts.size === 0) storage?.removeItem(KEPT_AS);
      else storage?.setItem(KEPT_AS, JSON.stringify([...drafts]));
    } catch {
      // A browser that keeps nothing still has them until it is reloaded.
    }
  };
  return {
    all,
    read: (person, conversation) => all.current().get(`${person} ${conversation}`),
    write: (person, conversation, text, began) => {
      const key = `${person} ${conversation}`;
      const drafts = new Map(all.current());
      const before = drafts.get(key);
      if (text === "") drafts.delete(key);
      else drafts.set(key, { text, began: before?.began ?? began });
      keep(drafts);
    },
    forget: () => keep(new Map()),
  };
}

function load(storage: DraftStorage | undefined): readonly (readonly [string, Draft])[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(KEPT_AS) ?? "[]");
    return Array.isArray(kept) ? (kept as readonly (readonly [string, Draft])[]) : [];
  } catch {
    return [];
  }
}
