// Sends a flood: what it has to do must not take time from those whose answers are timed.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Flooded, FlooderWants } from "./flooder.ts";

const TICK_MS = 10;

const [wants] = (await once(process, "message")) as [FlooderWants];
const stop = await flood(wants);
process.send?.("begun");
await once(process, "message");
process.send?.(stop());
process.disconnect();

/** Sends messages at an even rate, and never waits for an answer. */
async function flood({ port, from, as, perSecond, most }: FlooderWants): Promise<() => Flooded> {
  const answers = new Map<number, number>();
  const sockets = await Promise.all(from.map((address) => connection(port, address, answers)));
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(most, Math.floor(((performance.now() - began) * perSecond) / 1_000));
    for (; sent < due; sent++) {
      const who = as[sent % as.length];
      const socket = sockets[sent % sockets.length];
      if (who && socket && !socket.destroyed) socket.write(message(port, who.id, who.token));
    }
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    for (const socket of sockets) socket.destroy();
    return { sent, answers: [...answers] };
  };
}

async function connection(port: number, from: string, answers: Map<number, number>): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", localAddress: from, noDelay: true });
  socket.on("error", () => undefined);
  let rest = "";
  socket.on("data", (bytes: Buffer) => {
    const heard = rest + bytes.toString("latin1");
    let end = 0;
    for (const found of heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
      const status = Number(found[1]);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      end = found.index + found[0].length;
    }
    // A status line may be cut in two.
    rest = heard.slice(Math.max(end, heard.length - 12));
  });
  await once(socket, "connect");
  return socket;
}

function message(port: number, id: string, token: string): string {
  const body = JSON.stringify({ id: randomBytes(12).toString("hex"), text: "flood" });
  return (
    `POST /api/v1/conversations/${id}/messages HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nAuthorization: Bearer ${token}\r\n\r\n${body}`
  );
}
