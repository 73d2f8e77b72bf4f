import type { DraftStorage } from "./drafts.ts";

/** Where drafts outlive a reload; undefined where the browser forbids to keep anything. */
export function browserStorage(): DraftStorage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
