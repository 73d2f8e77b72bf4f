import { VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Outlet, useMatch } from "react-router";
import { answersVisitors } from "../alerts/answers-visitors.ts";
import { useActivity } from "../alerts/use-activity.ts";
import { inboxQuery } from "../api/queries.ts";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { Shortcuts } from "../shortcuts/Shortcuts.tsx";
import { useWords } from "../words/words.ts";
import { Side } from "./Side.tsx";
import { StreamBar } from "./StreamBar.tsx";
import { useChosenLanguage } from "./use-chosen-language.ts";
import { useLiveInbox } from "./use-live-inbox.ts";
import { useWaitingNews } from "./use-waiting-news.ts";

/** Navigation beside the screen that is open, and what is always on: the live stream and the news of who waits. */
export function Frame() {
  const { api } = useParts();
  useActivity(answersVisitors(useMe().person.role));
  const stream = useLiveInbox();
  const waiting = useInfiniteQuery(inboxQuery(api, "waiting"));
  const news = useWaitingNews(waiting.data?.pages.flatMap((page) => page.data));
  const say = useWords();
  useChosenLanguage();
  const deep = useMatch("/inbox/:queue/:id/*") !== null;
  return (
    <div className={deep ? "frame frame-deep" : "frame"}>
      <a className="skip" href="#main">
        {say("skip")}
      </a>
      <Side counts={waiting.data?.pages[0]?.counts} />
      <main id="main" tabIndex={-1} className="frame-main">
        {stream && <StreamBar stream={stream} />}
        <Outlet />
      </main>
      <VisuallyHidden role="status">{news}</VisuallyHidden>
      <Shortcuts />
    </div>
  );
}
