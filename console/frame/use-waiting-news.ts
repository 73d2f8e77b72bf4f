import { useEffect, useRef, useState } from "react";
import type { InboxRow } from "../../server/wire/rep.ts";

/** A sentence for a live region when somebody new waits; empty until then. `rows` is undefined while they load. */
export function useWaitingNews(rows: readonly InboxRow[] | undefined): string {
  const known = useRef<ReadonlySet<string>>(undefined);
  const [news, setNews] = useState("");
  useEffect(() => {
    if (!rows) return;
    const before = known.current;
    known.current = new Set(rows.map((row) => row.id));
    const fresh = before ? rows.filter((row) => !before.has(row.id)) : [];
    const [first] = fresh;
    if (!first) return;
    const who = first.company === undefined ? first.name : `${first.name} from ${first.company}`;
    setNews(fresh.length === 1 ? `${who} is waiting.` : `${fresh.length} more visitors are waiting.`);
  }, [rows]);
  return news;
}
