import { useEffect } from "react";
import type { InboxDetail } from "../../server/wire/rep.ts";
import { refreshInbox } from "../api/queries.ts";
import { useParts } from "../parts.ts";

/** What is on the screen has been read, and a mention in it has been seen. */
export function useLooked({ conversation: { id, unread, mentioned }, seq }: InboxDetail): void {
  const { api, client } = useParts();
  const news = unread === true || mentioned === true;
  useEffect(() => {
    if (!news || document.hidden) return;
    api.read(id, seq).then(
      () => refreshInbox(client),
      () => undefined,
    );
  }, [api, client, id, news, seq]);
}
