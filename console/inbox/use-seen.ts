import { useFeed } from "../live/use-feed.ts";
import { useParts } from "../parts.ts";

export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly typing: boolean;
}

/** Who of the team looks at a conversation now, and whether its visitor writes. */
export function useSeen(conversation: string): {
  readonly viewers: readonly Viewer[];
  readonly visitorTypes: boolean;
} {
  const { signals, clock } = useParts();
  const now = useFeed(clock);
  const seen = (useFeed(signals.all).get(conversation) ?? []).filter(({ until }) => until > now);
  return {
    viewers: seen.flatMap(({ who, typesUntil }) =>
      who ? [{ id: who.id, name: who.name, typing: typesUntil > now }] : [],
    ),
    visitorTypes: seen.some(({ who }) => who === undefined),
  };
}
