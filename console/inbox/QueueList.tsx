import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import { inboxQuery, rowsOf } from "../api/queries.ts";
import type { Shown } from "../frame/queues.ts";
import { useKeptFocus } from "../frame/use-kept-focus.ts";
import { Failure, Loading } from "../look/States.tsx";
import { useParts } from "../parts.ts";
import { useActs } from "../shortcuts/use-acts.ts";
import { useWords } from "../words/words.ts";
import { NoOne } from "./NoOne.tsx";
import { QueueRow } from "./QueueRow.tsx";
import { SearchBar } from "./SearchBar.tsx";

interface QueueListProps {
  readonly queue: Shown;
  /** The conversation that is open beside it. */
  readonly open: string | undefined;
}

/** Pixels; the rows' style says the same. */
const ROW = 92;
/** So many rows before the end the next page is asked for. */
const AHEAD = 30;

/** One queue of the inbox, or what a search finds. Only the rows in sight are in the page. */
export function QueueList({ queue, open }: QueueListProps) {
  const say = useWords();
  const heading = useKeptFocus<HTMLHeadingElement>(open ?? "");
  const [params] = useSearchParams();
  const q = queue === "search" ? (params.get("q") ?? "") : undefined;
  const list = useInfiniteQuery({
    ...inboxQuery(useParts().api, queue === "search" ? "waiting" : queue, q),
    enabled: q !== "",
  });
  const pages = list.data?.pages;
  const rows = useMemo(() => rowsOf(pages), [pages]);
  const first = pages?.[0];
  const title = say(`queue.${queue}`);
  const { box, virtual } = useRows(rows.length, list);
  useWalk(rows, open, queue, virtual.scrollToIndex);
  return (
    <section className="list" aria-label={title}>
      <header className="pane-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <SearchBar q={q} count={first && queue !== "search" ? first.counts[queue] : undefined} />
      </header>
      <div className="list-rows" ref={box}>
        {list.isLoading && <Loading what={say("queue.loading")} rows={6} height={76} />}
        {list.isError && !first && (
          <Failure
            what={say(queue === "search" ? "search.failed" : "queue.failed")}
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        )}
        {(first?.data.length === 0 || q === "") && <NoOne queue={queue} counts={first?.counts} />}
        {rows.length > 0 && (
          <ul style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              return (
                row && (
                  <li
                    key={row.id}
                    style={{ transform: `translateY(${start}px)` }}
                    aria-posinset={index + 1}
                    aria-setsize={list.hasNextPage ? -1 : rows.length}
                  >
                    <QueueRow row={row} queue={queue} />
                  </li>
                )
              );
            })}
          </ul>
        )}
        {list.isFetchingNextPage && (
          <p className="meta list-more" role="status">
            {say("queue.more")}
          </p>
        )}
      </div>
    </section>
  );
}

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  fetchNextPage(): Promise<unknown>;
}

function useRows(count: number, list: Paged) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const more = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= count - AHEAD;
  useEffect(() => {
    if (more) void fetchNextPage();
  }, [more, fetchNextPage]);
  return { box, virtual };
}

/** J and K go from one conversation to the next, Enter opens the one that they stand on. */
function useWalk(
  rows: readonly { readonly id: string }[],
  open: string | undefined,
  queue: Shown,
  scrollTo: (index: number) => void,
): void {
  const navigate = useNavigate();
  const { search } = useLocation();
  const [at, setAt] = useState<string>();
  const here = rows.findIndex(({ id }) => id === (at ?? open));
  const go = (by: 1 | -1) => {
    const index = here === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by));
    const row = rows[index];
    if (!row) return;
    setAt(row.id);
    scrollTo(index);
    // The row may only now come into the page.
    requestAnimationFrame(() => document.getElementById(`row-${row.id}`)?.focus());
  };
  useActs([
    { key: "j", word: "key.next", run: () => go(1) },
    { key: "k", word: "key.previous", run: () => go(-1) },
    {
      key: "o",
      word: "key.open",
      keyOnly: true,
      run: () => {
        const row = rows[Math.max(0, here)];
        if (row) void navigate({ pathname: `/inbox/${queue}/${row.id}`, search });
      },
    },
  ]);
}
