import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Log } from "../log.ts";
import { aConversation, newSite } from "../stores/examples.contract.ts";
import type { Stores } from "../stores/ports.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { handClock } from "../testing/hand-clock.ts";
import { hasRedis, redisServer } from "../testing/redis-server.ts";
import { realTimekeeper } from "../timekeeper.ts";
import { type Bus, type Hint, makeBus } from "../turns/bus.ts";
import { describeBus } from "./bus.contract.ts";
import { openBus } from "./open-bus.ts";
import { polledBus } from "./polled-bus.ts";
import { redisBus } from "./redis-bus.ts";

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Two stores on one file, as two processes have it. */
async function twoStores(): Promise<readonly [Stores, Stores, () => Promise<void>]> {
  const dir = await mkdtemp(join(tmpdir(), "parley-bus-"));
  const one = await openSqlite({ dir });
  const two = await openSqlite({ dir });
  return [
    one,
    two,
    async () => {
      await Promise.all([one.close(), two.close()]);
      await rm(dir, { recursive: true });
    },
  ];
}

describeBus("One process", async (site) => {
  const bus = makeBus();
  const stores = await openSqlite({ dir: ":memory:" });
  return { one: bus, two: bus, stores, site, settle: async () => undefined, close: stores.close };
});

describeBus("A poll of the store", async (site) => {
  const [one, two, close] = await twoStores();
  const polled = (stores: Stores) =>
    polledBus({ ...stores, siteId: () => site, timekeeper: realTimekeeper }, makeBus());
  const there = polled(two);
  return { one: polled(one), two: there, stores: one, site, settle: there.round, close };
});

const withRedis = hasRedis ? describe : describe.skip;
withRedis(hasRedis ? "with redis-server:" : "skipped, since redis-server is not installed:", () => {
  describeBus("Redis", async (site) => {
    const redis = await redisServer();
    const stores = await openSqlite({ dir: ":memory:" });
    const note = async (id: string, noteId: string) =>
      (await stores.conversations.load(site, id))?.notes?.find((one) => one.id === noteId);
    const node = () => redisBus({ url: redis.url, siteId: () => site, note, log: SILENT }, makeBus());
    const [one, two] = [node(), node()];
    await Promise.all([one.ready(), two.ready()]);
    return {
      one,
      two,
      stores,
      site,
      // What is told last is heard last.
      settle: () => told(one, two),
      close: async () => {
        await Promise.all([one.close(), two.close()]);
        await redis.kill();
        await stores.close();
      },
    };
  });

  test("Redis gone costs nothing but the wait for the next look at the store, and it comes back by itself", async () => {
    const redis = await redisServer();
    const [stores, elsewhere, close] = await twoStores();
    const site = newSite();
    const lines: string[] = [];
    const log: Log = { ...SILENT, info: (line) => lines.push(line), warn: (line) => lines.push(line) };
    const clock = { ...realTimekeeper };
    const node = (of: Stores, to: Log) =>
      openBus({ ...of, siteId: () => site, timekeeper: clock, redisUrl: redis.url, log: to });
    const one = node(stores, SILENT);
    const two = node(elsewhere, log);
    const heard: Hint[] = [];
    two.bus.listen("c1", (hint) => heard.push(hint));
    const moved = async (seq: number) => {
      const before = await stores.conversations.load(site, "c1");
      const empty = aConversation(site, "c1");
      const next = { ...empty, updatedAt: new Date().toISOString(), talk: { ...empty.talk, seq } };
      if (before) await stores.conversations.save({ ...next, v: before.v + 1 });
      else await stores.conversations.create(next);
      one.bus.tell({ conversation: "c1", seq, status: "bot" });
    };
    const last = () => heard.at(-1)?.seq;

    await until(() => lines.includes("bus.connected"));
    await moved(3);
    await until(() => last() === 3);

    await redis.kill();
    await until(() => lines.includes("bus.lost"));
    await moved(4);
    expect(last()).toBe(3);
    await two.round();
    expect(last()).toBe(4);

    await redis.start();
    await until(() => lines.filter((line) => line === "bus.connected").length === 2);
    await told(one.bus, two.bus);
    await moved(5);
    await until(() => last() === 5);
    // Said once each, not at every try.
    expect(lines).toEqual(["bus.connected", "bus.lost", "bus.connected"]);
    await Promise.all([one.close(), two.close()]);
    await redis.kill();
    await close();
  });

  test("a Redis that hangs is taken for gone within moments, and nobody waits for it", async () => {
    const redis = await redisServer();
    const lines: string[] = [];
    const log: Log = { ...SILENT, warn: (line) => lines.push(line) };
    const setting = { url: redis.url, siteId: () => "site", note: async () => undefined, log };
    const bus = redisBus(setting, makeBus());
    await bus.ready();
    redis.freeze();
    bus.tell({ conversation: "c1", seq: 1, status: "bot" });
    await until(() => !bus.connected());
    expect(lines).toEqual(["bus.lost"]);
    await bus.close();
    await redis.kill();
  });
});

describe("the poll of the store", () => {
  test("asks nothing while nobody listens, and what was told here is not told again", async () => {
    const stores = await openSqlite({ dir: ":memory:" });
    const asked: number[] = [];
    const at = Date.UTC(2026, 5, 1, 9);
    const changes = {
      changed: async (_site: string, since: number) => {
        asked.push(since);
        return [{ id: "c1", at, seq: 3, status: "bot" as const, notes: 0, acts: 0 }];
      },
    };
    const setting = {
      changes,
      conversations: stores.conversations,
      siteId: () => "s",
      timekeeper: handClock(at),
    };
    const bus = polledBus(setting, makeBus());
    await bus.round();
    expect(asked).toEqual([]);
    const heard: Hint[] = [];
    bus.listen("c1", (hint) => heard.push(hint));
    bus.tell({ conversation: "c1", seq: 3, status: "bot" });
    await bus.round();
    await bus.round();
    expect([asked.length, heard.length]).toEqual([2, 1]);
    await stores.close();
  });

  test("looks back far enough for a clock that is five seconds behind, however long the last round is past", async () => {
    const timekeeper = handClock();
    const began = timekeeper.now();
    const asked: number[] = [];
    const changes = {
      changed: async (_site: string, since: number) => {
        asked.push(since);
        return [];
      },
    };
    const conversations = { load: async () => undefined };
    const bus = polledBus({ changes, conversations, siteId: () => "s", timekeeper }, makeBus());
    bus.listen("c1", () => undefined);
    timekeeper.advance(60_000);
    await bus.round();
    await bus.round();
    expect(asked).toEqual([began - 5_000, began + 55_000]);
  });
});

/** Resolves when what was told at node one has come to node two. */
function told(one: Bus, two: Bus): Promise<void> {
  const id = `mark-${Math.random()}`;
  return new Promise((resolve) => {
    const stop = two.listen(id, () => {
      stop();
      resolve();
    });
    one.tell({ conversation: id, seq: 0, status: "bot" });
  });
}

/** Looks again and again, for as long as a test may take. */
async function until(holds: () => boolean): Promise<void> {
  for (let looks = 0; !holds(); looks++) {
    if (looks > 1_500) throw new Error("it never came");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
