import type { SignalEvent } from "../../server/wire/inbox.ts";
import { createFeed, type Feed } from "./feed.ts";

/** Somebody who looks at a conversation or writes in it. */
export interface Seen {
  /** Undefined: the visitor. */
  readonly who: { readonly id: string; readonly name: string } | undefined;
  /** They write until then, ms since 1970; 0: they only look. */
  readonly typesUntil: number;
  /** Without another word they are gone then, ms since 1970. */
  readonly until: number;
}

export interface Signals {
  /** By conversation. What has run out may still be in it: look at `until`. */
  readonly all: Feed<ReadonlyMap<string, readonly Seen[]>>;
  hear(event: SignalEvent): void;
  /** The visitor has said it: they write no more. */
  said(conversation: string): void;
}

const VIEWING_MS = 45_000;
const TYPING_MS = 6_000;

/** What the stream tells of who looks and who writes, until it runs out. */
export function createSignals(now: () => number): Signals {
  const all = createFeed<ReadonlyMap<string, readonly Seen[]>>(new Map());
  const change = (conversation: string, seen: readonly Seen[]) => {
    const next = new Map(all.current());
    if (seen.length === 0) next.delete(conversation);
    else next.set(conversation, seen);
    all.tell(next);
  };
  return {
    all,
    hear: ({ conversation, who, is }) => {
      const time = now();
      const others = (all.current().get(conversation) ?? []).filter(
        (seen) => seen.who?.id !== who?.id && seen.until > time,
      );
      if (is === "gone") return change(conversation, others);
      const typesUntil = is === "typing" ? time + TYPING_MS : 0;
      const until = who ? time + VIEWING_MS : typesUntil;
      change(conversation, [...others, { who, typesUntil, until }]);
    },
    said: (conversation) => {
      const seen = all.current().get(conversation);
      if (seen?.some(({ who }) => who === undefined))
        change(
          conversation,
          seen.filter(({ who }) => who),
        );
    },
  };
}
