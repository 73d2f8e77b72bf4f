import { inWords } from "../../engine/index.ts";
import { given, inboxRow } from "../http/presenters/inbox.ts";
import type { ConversationStore } from "../stores/ports.ts";
import type { LiveVisitor } from "../wire/live.ts";
import type { Visit, VisitStore } from "./visit-store.ts";

export interface LiveSetting {
  readonly conversations: Pick<ConversationStore, "load">;
  readonly visits: Pick<VisitStore, "here">;
  siteId(): string;
  /** ms since 1970. */
  now(): number;
}

const MOST_SHOWN = 200;

/** Who is on the site now, who came last first, at most 200. */
export async function liveVisitors(setting: LiveSetting): Promise<readonly LiveVisitor[]> {
  const siteId = setting.siteId();
  const visits = await setting.visits.here(siteId, setting.now(), MOST_SHOWN);
  const found = await Promise.all(
    visits.map(async (visit) => {
      const conversation = await setting.conversations.load(siteId, visit.conversation);
      if (!conversation || conversation.erasedAt !== undefined) return [];
      return [
        given<LiveVisitor>({
          conversation: inboxRow(conversation),
          here: whereNow(visit),
          time_zone: conversation.timeZone,
          step: inWords(conversation.talk.step),
        }),
      ];
    }),
  );
  return found.flat();
}

export function whereNow({ path, title, since, pageSince }: Visit): LiveVisitor["here"] {
  return {
    path,
    ...(title !== "" && { title }),
    since: new Date(since).toISOString(),
    page_since: new Date(pageSince).toISOString(),
  };
}
