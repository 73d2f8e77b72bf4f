import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

export interface Cuts {
  /** Requests that never reached a node. */
  up: number;
  /** Answers that never reached the visitor, though the turn was committed. */
  down: number;
  /** Streams that ended before, within or behind a message. */
  streams: number;
  /** Connections, each to another node than the one before. */
  connections: number;
}

export interface CuttingProxy {
  readonly url: string;
  readonly cuts: Cuts;
  /** From now on nothing is cut any more. */
  heal(): void;
  close(): Promise<void>;
}

/**
 * A bad network in front of some nodes. Each message is cut twice: the first time on its way up, the second time on the answer's
 * way down. Streams are cut at every message. Whoever comes again comes to the next node.
 */
export async function cuttingProxy(ports: readonly number[]): Promise<CuttingProxy> {
  const cuts: Cuts = { up: 0, down: 0, streams: 0, connections: 0 };
  const tries = new Map<string, number>();
  const open = new Set<Socket>();
  let healed = false;

  const server = createServer((client) => {
    const port = ports[cuts.connections % ports.length] ?? 0;
    cuts.connections += 1;
    const node = connect(port, "127.0.0.1");
    let asked = "";
    let cutAnswer = false;
    const cut = (kind: "up" | "down" | "streams") => {
      cuts[kind] += 1;
      client.destroy();
      node.destroy();
    };
    for (const [one, other] of [
      [client, node],
      [node, client],
    ] as const) {
      open.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    client.on("data", (bytes) => {
      asked += bytes.toString("latin1");
      const message = messageIn(asked);
      if (message !== undefined) {
        asked = "";
        const tried = (tries.get(message) ?? 0) + 1;
        tries.set(message, tried);
        if (tried === 1 && !healed) return cut("up");
        cutAnswer = tried === 2 && !healed;
      }
      node.write(bytes);
    });
    node.on("data", (bytes) => {
      asked = "";
      if (cutAnswer) return cut("down");
      const told = bytes.indexOf("event: message");
      if (told < 0 || healed) return void client.write(bytes);
      // Before it, within it, or behind all that came at once.
      const upTo = [told, told + 20, bytes.length][cuts.streams % 3];
      client.write(bytes.subarray(0, upTo), () => cut("streams"));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts,
    heal: () => {
      healed = true;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What is being sent, whatever its id: the conversation and the words, or a conversation's begin. */
function messageIn(asked: string): string | undefined {
  const [, path, body] = /^POST (\S+) HTTP[\s\S]*?\r\n\r\n([\s\S]+)$/.exec(asked) ?? [];
  if (path === undefined || body === undefined) return undefined;
  try {
    const { id, text } = JSON.parse(body) as { readonly id: string; readonly text?: string };
    return `${path} ${text ?? id}`;
  } catch {
    // The rest of it is still to come.
    return undefined;
  }
}
