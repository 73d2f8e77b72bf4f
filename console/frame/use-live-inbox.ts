import { useEffect, useState } from "react";
import { keys, refresh, refreshInbox } from "../api/queries.ts";
import { BOARD_KEY } from "../board/board-query.ts";
import { type InboxStream, openInboxStream } from "../live/inbox-stream.ts";
import { soon } from "../live/soon.ts";
import { useParts } from "../parts.ts";

const REST_MS = 300;

/** Keeps the stream open while the frame is shown: what changed on the server is asked for again. */
export function useLiveInbox(): InboxStream | undefined {
  const parts = useParts();
  const [stream, setStream] = useState<InboxStream>();
  useEffect(() => {
    const { client } = parts;
    const lists = soon(
      () => {
        refreshInbox(client);
        refresh(client, keys.leads);
        refresh(client, keys.visitors);
        refresh(client, BOARD_KEY);
      },
      REST_MS,
      parts.stream.later,
    );
    const opened = openInboxStream(
      parts.stream,
      (event) => {
        client
          .invalidateQueries({ queryKey: [...keys.conversations, event.conversation] })
          .catch(() => undefined);
        parts.signals.said(event.conversation);
        lists();
      },
      () => {
        refresh(client, keys.conversations);
        lists();
      },
      parts.signals.hear,
    );
    setStream(opened);
    return () => opened.close();
  }, [parts]);
  return stream;
}
