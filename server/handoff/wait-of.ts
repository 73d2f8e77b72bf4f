import type { Conversation } from "../stores/ports.ts";
import type { WaitView } from "../wire/wait.ts";
import type { LineStore } from "./line-store.ts";

/** What a visitor who waits may know: their place and the promise. Undefined while they do not wait. */
export async function waitOf(
  line: Pick<LineStore, "ahead">,
  { siteId, id, talk, waitingSince, answerBy, updatedAt }: Conversation,
): Promise<WaitView | undefined> {
  if (talk.status !== "waiting" && talk.status !== "parked") return undefined;
  const ahead = await line.ahead(siteId, waitingSince ?? updatedAt, id);
  return {
    place: ahead + 1,
    may_stop: talk.status === "waiting",
    ...(answerBy !== undefined && { answer_by: answerBy }),
  };
}
