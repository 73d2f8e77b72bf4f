import { createServer, request } from "node:http";

const AWAY_MS = 2_000;

/**
 * A small proxy that gives each request to the next node. A node that does not answer is left out for two seconds, and what it did
 * not answer goes to the other one: that is safe, since messages carry an id and are applied once. Bodies are held (they are small);
 * answers are passed on as they come, so events are not held back. For tests and for trying things out, not for the internet.
 */
export function roundRobin(ports) {
  const awayUntil = new Map();
  let turn = 0;

  const inOrder = () => {
    turn += 1;
    const all = ports.map((_, index) => ports[(turn + index) % ports.length]);
    const isHere = (port) => (awayUntil.get(port) ?? 0) <= Date.now();
    return [...all.filter(isHere), ...all.filter((port) => !isHere(port))];
  };

  return createServer(async (asked, answer) => {
    const body = [];
    for await (const part of asked) body.push(part);
    const pass = (order) => {
      const [port, ...others] = order;
      const headers = { ...asked.headers, "x-forwarded-for": asked.socket.remoteAddress ?? "" };
      const { method, url: path } = asked;
      const sent = request({ host: "127.0.0.1", port, method, path, headers }, (got) => {
        awayUntil.delete(port);
        answer.writeHead(got.statusCode ?? 502, got.headers);
        answer.flushHeaders();
        got.pipe(answer);
        got.on("error", () => answer.destroy());
      });
      answer.on("close", () => sent.destroy());
      sent.on("error", () => {
        if (answer.headersSent || answer.destroyed) return answer.destroy();
        awayUntil.set(port, Date.now() + AWAY_MS);
        if (others.length > 0) return pass(others);
        answer.writeHead(502, { "Content-Type": "text/plain", "Retry-After": "1" }).end("No node answers.\n");
      });
      sent.end(Buffer.concat(body));
    };
    pass(inOrder());
  });
}
