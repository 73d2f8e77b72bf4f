import { VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "react-router";
import { inboxQuery } from "../api/queries.ts";
import { isShown } from "../frame/queues.ts";
import { Empty } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { useWords } from "../words/words.ts";
import { Conversation } from "./Conversation.tsx";
import { QueueList } from "./QueueList.tsx";

/** The inbox: queue, conversation, lead side by side; one after another where the screen is narrow. */
export function Inbox() {
  const { queue, id, side } = useParams();
  const { site } = useMe();
  const waiting = useInfiniteQuery(inboxQuery(useParts().api, "waiting")).data?.pages[0]?.counts.waiting ?? 0;
  const say = useWords();
  if (!isShown(queue)) return <Navigate to="/inbox/waiting" replace />;
  return (
    <div className={`inbox inbox-${step(id, side)}`}>
      <title>{`${waiting > 0 ? `(${waiting}) ` : ""}${say("nav.inbox")} · ${site.name}`}</title>
      <VisuallyHidden component="h1">{say("nav.inbox")}</VisuallyHidden>
      <QueueList key={queue} queue={queue} open={id} />
      {id === undefined ? (
        <section className="talk talk-none" aria-label={say("talk.name")}>
          <Empty icon="inbox" title={say("empty.none")}>
            {say("empty.choose")}
          </Empty>
        </section>
      ) : (
        <Conversation key={id} id={id} queue={queue} />
      )}
    </div>
  );
}

function step(id: string | undefined, side: string | undefined): "list" | "talk" | "lead" {
  if (id === undefined) return "list";
  return side === "lead" ? "lead" : "talk";
}
