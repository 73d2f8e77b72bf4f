import { Anchor, Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { InboxPage, Queue } from "../../server/wire/rep.ts";
import { inboxQuery } from "../api/queries.ts";
import { queues } from "../frame/Side.tsx";
import { useKeptFocus } from "../frame/use-kept-focus.ts";
import { Empty, Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useMe } from "../session/me.ts";
import { QueueRow } from "./QueueRow.tsx";

interface QueueListProps {
  readonly queue: Queue;
  /** The conversation that is open beside it. */
  readonly open: string | undefined;
}

/** One queue of the inbox. */
export function QueueList({ queue, open }: QueueListProps) {
  const heading = useKeptFocus<HTMLHeadingElement>(open ?? "");
  const list = useInfiniteQuery(inboxQuery(useParts().api, queue));
  const title = queues.find((entry) => entry.queue === queue)?.title ?? queue;
  const first = list.data?.pages[0];
  return (
    <section className="list" aria-label={title}>
      <header className="pane-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {first && <span className="meta figures">{first.counts[queue]}</span>}
      </header>
      <div className="list-rows">
        {list.isPending && <Loading what="the queue" rows={6} height={76} />}
        {list.isError && !first && (
          <Failure what="The queue did not load." error={list.error} onRetry={() => void list.refetch()} />
        )}
        {first?.data.length === 0 && <NoOne queue={queue} counts={first.counts} />}
        <ul>
          {list.data?.pages
            .flatMap((page) => page.data)
            .map((row) => (
              <li key={row.id}>
                <QueueRow row={row} queue={queue} />
              </li>
            ))}
        </ul>
        {list.hasNextPage && (
          <Button
            variant="default"
            size="sm"
            fullWidth
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </div>
    </section>
  );
}

function NoOne({ queue, counts }: { readonly queue: Queue; readonly counts: InboxPage["counts"] }) {
  const bot = useMe().site.bot;
  const visitors = counts.bot === 1 ? "1 visitor" : `${counts.bot} visitors`;
  if (queue === "waiting") {
    return (
      <Empty icon="bolt" title="No one is waiting.">
        {counts.bot === 0 ? (
          `${bot} has no visitor to talk to either.`
        ) : (
          <>
            {bot} is talking to {visitors}.{" "}
            <Anchor component={Link} to="/inbox/bot" underline="always" inherit>
              Watch
            </Anchor>
          </>
        )}
      </Empty>
    );
  }
  if (queue === "mine") {
    return (
      <Empty icon="person" title="You are talking to no one.">
        {counts.waiting === 0 ? (
          "Visitors you claim stand here."
        ) : (
          <Anchor component={Link} to="/inbox/waiting" underline="always" inherit>
            {counts.waiting === 1 ? "1 visitor is waiting" : `${counts.waiting} visitors are waiting`}
          </Anchor>
        )}
      </Empty>
    );
  }
  if (queue === "bot") return <Empty icon="bot" title={`${bot} is talking to no one.`} />;
  return <Empty icon="check" title="Nothing is closed yet." />;
}
