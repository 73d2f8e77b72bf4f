export interface StreamEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

export interface ReadStream {
  readonly status: number;
  readonly headers: Headers;
  /** The next events, as soon as there are so many. Rejects when the stream ends before. */
  next(count: number): Promise<readonly StreamEvent[]>;
  /** Resolves when the server has ended it. */
  ended(): Promise<void>;
  close(): void;
}

/** Reads a stream of events as the widget does: by fetch. */
export async function readStream(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<ReadStream> {
  const abort = new AbortController();
  const response = await fetch(url, {
    headers: { accept: "text/event-stream", ...headers },
    signal: abort.signal,
  });
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
  const decoder = new TextDecoder();
  const events: StreamEvent[] = [];
  let rest = "";

  /** @returns false when the stream is over. */
  const more = async () => {
    const { done, value } = await reader.read();
    if (done) return false;
    rest += decoder.decode(value, { stream: true });
    const frames = rest.split("\n\n");
    rest = frames.pop() ?? "";
    events.push(...frames.filter((frame) => !frame.startsWith(":")).map(eventOf));
    return true;
  };

  return {
    status: response.status,
    headers: response.headers,
    next: async (count) => {
      while (events.length < count) if (!(await more())) throw new Error("the stream ended");
      return events.splice(0, count);
    },
    ended: async () => {
      while (await more());
    },
    close: () => abort.abort(),
  };
}

function eventOf(frame: string): StreamEvent {
  const fields = new Map(
    frame.split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
  );
  return {
    event: fields.get("event") ?? "",
    id: fields.get("id"),
    data: JSON.parse(fields.get("data") ?? "null"),
  };
}
