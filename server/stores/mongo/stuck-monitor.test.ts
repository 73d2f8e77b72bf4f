import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { wakeStuckMonitor } from "./stuck-monitor.ts";

class Client extends EventEmitter {
  readonly calls: string[] = [];
  refuses = 0;

  async close(): Promise<void> {
    this.calls.push("close");
    this.emit("topologyClosed", {});
  }

  async connect(): Promise<void> {
    this.calls.push("connect");
    if (this.refuses-- > 0) throw new Error("no server");
  }
}

const started = { connectionId: "db:27017", awaited: false };
let client: Client;
let stop: () => void;
beforeEach(() => {
  jest.useFakeTimers();
  client = new Client();
  stop = wakeStuckMonitor(client, { checkMs: 2_000, newsMs: 1_000 });
});
afterEach(() => {
  stop();
  jest.useRealTimers();
});

test("a check that never ends makes a new connection, again and again until the server is back", async () => {
  client.refuses = 2;
  client.emit("serverHeartbeatStarted", started);
  await jest.advanceTimersByTimeAsync(1_999);
  expect(client.calls).toEqual([]);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(client.calls).toEqual(["close", "connect", "connect", "connect"]);
});

test.each(["serverHeartbeatSucceeded", "serverHeartbeatFailed", "topologyClosed"])(
  "one that ends (%s) changes nothing",
  async (name) => {
    client.emit("serverHeartbeatStarted", started);
    client.emit(name, started);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(client.calls).toEqual([]);
  },
);

test("one that waits for news may take longer, and each server has its own time", async () => {
  client.emit("serverHeartbeatStarted", { ...started, awaited: true });
  client.emit("serverHeartbeatStarted", { connectionId: "other:27017", awaited: true });
  client.emit("serverHeartbeatSucceeded", { connectionId: "other:27017" });
  await jest.advanceTimersByTimeAsync(2_999);
  expect(client.calls).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(client.calls).toEqual(["close", "connect"]);
});

test("nothing is connected any more when the store was closed", async () => {
  client.refuses = 1_000;
  client.emit("serverHeartbeatStarted", started);
  await jest.advanceTimersByTimeAsync(2_000);
  stop();
  const calls = client.calls.length;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(client.calls).toHaveLength(calls);
});
