import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe } from "@jest/globals";
import { describeCounters } from "./counters.contract.ts";
import { memoryCounters } from "./memory-counters.ts";
import { openCountingRedis } from "./redis-counters.ts";

describeCounters("the memory of one process", async () => {
  const counters = memoryCounters();
  return { nodes: [counters, counters], close: async () => undefined };
});

const REDIS = "/usr/bin/redis-server";
const suite = existsSync(REDIS) ? describe : describe.skip;

suite(existsSync(REDIS) ? "with redis-server:" : "skipped, since there is no redis-server:", () => {
  describeCounters("Redis", async () => {
    const { url, stop } = await startRedis();
    const nodes = [openCountingRedis(url), openCountingRedis(url)] as const;
    const until = async () => {
      for (const { counters } of nodes) await counters.hit("ready", 1, 1, 0);
    };
    await eventually(until);
    return {
      nodes: [nodes[0].counters, nodes[1].counters],
      close: async () => {
        await Promise.all(nodes.map((node) => node.close()));
        await stop();
      },
    };
  });
});

async function startRedis(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child: ChildProcess = spawn(REDIS, args, { stdio: "ignore" });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Until a server that was started just now answers. */
async function eventually(ask: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await ask();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
