import type { Request, Response } from "express";
import type { Timekeeper } from "../timekeeper.ts";

/** A reader that takes longer than this to read is cut off; it comes back and asks for what it missed. */
const MOST_BUFFERED_BYTES = 256 * 1024;
const HEARTBEAT_MS = 15_000;

export interface EventStream {
  /** @param id What the client sends back as Last-Event-ID. */
  send(event: string, data: unknown, id?: number): void;
  /** Fires when the stream is over, whoever ended it. */
  readonly over: AbortSignal;
  end(): void;
}

/** All streams that are open, so that they can be ended when the server stops. */
export interface Streams {
  /** @param beat Called about every 15 s, for what cannot be heard of in time otherwise. */
  open(request: Request, response: Response, beat: () => void): EventStream;
  endAll(): void;
  /** How many are open. */
  count(): number;
}

export function makeStreams(timekeeper: Timekeeper): Streams {
  const open = new Set<EventStream>();
  return {
    open: (request, response, beat) => {
      const stream = openStream(request, response);
      open.add(stream);
      stream.over.addEventListener("abort", () => open.delete(stream), { once: true });
      void heartbeats(stream, response, timekeeper, beat);
      return stream;
    },
    endAll: () => {
      for (const stream of open) stream.end();
    },
    count: () => open.size,
  };
}

function openStream(request: Request, response: Response): EventStream {
  const over = new AbortController();
  const end = () => {
    if (over.signal.aborted) return;
    over.abort();
    response.end();
  };
  response.status(200).set({
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    Connection: "keep-alive",
  });
  response.flushHeaders();
  request.on("close", () => over.abort());
  response.on("close", () => over.abort());
  response.on("error", () => over.abort());
  return {
    over: over.signal,
    end,
    send: (event, data, id) => {
      if (over.signal.aborted) return;
      response.write(
        `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
      );
      if (response.writableLength > MOST_BUFFERED_BYTES) {
        over.abort();
        response.destroy();
      }
    },
  };
}

async function heartbeats(
  stream: EventStream,
  response: Response,
  timekeeper: Timekeeper,
  beat: () => void,
): Promise<void> {
  for (;;) {
    await timekeeper.wait(HEARTBEAT_MS, stream.over);
    if (stream.over.aborted) return;
    response.write(": still here\n\n");
    beat();
  }
}
