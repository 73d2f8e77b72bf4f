import { useEffect, useRef, useState } from "react";
import type { InboxRow } from "../../server/wire/rep.ts";
import { useWords } from "../words/words.ts";

/** A sentence for a live region when somebody new waits; empty until then. `rows` is undefined while they load. */
export function useWaitingNews(rows: readonly InboxRow[] | undefined): string {
  const known = useRef<ReadonlySet<string>>(undefined);
  const say = useWords();
  const words = useRef(say);
  words.current = say;
  const [news, setNews] = useState("");
  useEffect(() => {
    if (!rows) return;
    const before = known.current;
    known.current = new Set(rows.map((row) => row.id));
    const fresh = before ? rows.filter((row) => !before.has(row.id)) : [];
    const [first] = fresh;
    if (!first) return;
    const { name, company } = first;
    const who = company === undefined ? name : words.current("news.from", { name, company });
    const count = fresh.length;
    setNews(
      count === 1 ? words.current("news.waiting", { who }) : words.current("news.waitingMore", { count }),
    );
  }, [rows]);
  return news;
}
