import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request brought. */
export interface HeardRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as text. */
  readonly body: string;
}

export interface JsonServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** All requests so far, in order. */
  readonly heard: HeardRequest[];
  /** Resolves when so many requests have come in all. */
  heardAtLeast(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A real HTTP server on loopback that answers as it is told. */
export async function jsonServer(
  answer: (request: HeardRequest, response: ServerResponse) => unknown,
): Promise<JsonServer> {
  const heard: HeardRequest[] = [];
  const waiting = new Set<{ readonly count: number; readonly wake: () => void }>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => void parts.push(part));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = { method, path: url, headers, body: Buffer.concat(parts).toString("utf8") };
      heard.push(one);
      for (const waiter of waiting) if (heard.length >= waiter.count) waiter.wake();
      const json = answer(one, response);
      if (response.headersSent || json === undefined) return;
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    heardAtLeast: (count) =>
      new Promise((wake) => {
        if (heard.length >= count) wake();
        else waiting.add({ count, wake });
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
