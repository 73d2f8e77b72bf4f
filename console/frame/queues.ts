import type { Queue } from "../../server/wire/rep.ts";
import type { IconName } from "../look/Icon.tsx";

/** The queues of the side bar, in its order. Their names are words: `queue.<name>`. */
export const queues: readonly { readonly queue: Queue; readonly icon: IconName }[] = [
  { queue: "waiting", icon: "bolt" },
  { queue: "mine", icon: "person" },
  { queue: "team", icon: "people" },
  { queue: "bot", icon: "bot" },
  { queue: "snoozed", icon: "clock" },
  { queue: "closed", icon: "check" },
];

/** What a list of the inbox shows: a queue, the notes that mention one, or what a search finds. */
export type Shown = Queue | "search";

export function isShown(name: string | undefined): name is Shown {
  return name === "search" || name === "mentions" || queues.some(({ queue }) => queue === name);
}
