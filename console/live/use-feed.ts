import { useSyncExternalStore } from "react";
import type { Feed } from "./feed.ts";

/** Re-renders when the feed changes. `feed` must be the same object across renders, or it resubscribes each time. */
export function useFeed<T>(feed: Feed<T>): T {
  return useSyncExternalStore(feed.subscribe, feed.current);
}
