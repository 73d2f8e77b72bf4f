import { VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "react-router";
import type { Queue } from "../../server/wire/rep.ts";
import { inboxQuery } from "../api/queries.ts";
import { queues } from "../frame/Side.tsx";
import { Empty } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { Conversation } from "./Conversation.tsx";
import { QueueList } from "./QueueList.tsx";

/** The inbox: queue, conversation, lead side by side; one after another where the screen is narrow. */
export function Inbox() {
  const { queue, id, side } = useParams();
  const { site } = useMe();
  const waiting = useInfiniteQuery(inboxQuery(useParts().api, "waiting")).data?.pages[0]?.counts.waiting ?? 0;
  if (!isQueue(queue)) return <Navigate to="/inbox/waiting" replace />;
  return (
    <div className={`inbox inbox-${step(id, side)}`}>
      <title>{`${waiting > 0 ? `(${waiting}) ` : ""}Inbox · ${site.name}`}</title>
      <VisuallyHidden component="h1">Inbox</VisuallyHidden>
      <QueueList key={queue} queue={queue} open={id} />
      {id === undefined ? (
        <section className="talk talk-none" aria-label="Conversation">
          <Empty icon="inbox" title="No conversation is open.">
            Choose one from the list.
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

function isQueue(name: string | undefined): name is Queue {
  return queues.some(({ queue }) => queue === name);
}
