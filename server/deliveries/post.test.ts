import { afterEach, describe, expect, test } from "@jest/globals";
import { RETRY_AFTER_MS } from "../outbox/retries.ts";
import type { Stores } from "../stores/ports.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { type HandClock, handClock } from "../testing/hand-clock.ts";
import type { Delivery } from "./delivery-store.ts";
import { DELIVERY_LEASE_MS, makePost, type Post, type SendOutcome, type Target } from "./post.ts";

const DOWN: SendOutcome = { ok: false, fault: "TIMEOUT", healthy: false };
const REFUSED: SendOutcome = { ok: false, fault: "STATUS_400", healthy: true };

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function postOffice(
  answers: Readonly<Record<string, (delivery: Delivery) => SendOutcome | Promise<SendOutcome>>>,
) {
  const stores = await openSqlite({ dir: ":memory:" });
  closers.push(() => stores.close());
  const timekeeper = handClock(0);
  const sent: string[] = [];
  const lines: string[] = [];
  const closed: string[] = [];
  const targets = Object.entries(answers).map(
    ([name, answer]): Target => ({
      name,
      send: async (delivery) => {
        sent.push(delivery.id);
        return await answer(delivery);
      },
      closed: async () => void closed.push(name),
    }),
  );
  const node = () => makeNode(stores, timekeeper, targets, lines);
  const post = node();
  const add = (...deliveries: readonly Delivery[]) => stores.deliveries.add(deliveries);
  const round = async (by: Post = post) => {
    await by.round();
    await by.settled();
  };
  const state = async (id: string) => (await stores.deliveries.load("s", id))?.state;
  return { stores, timekeeper, post, node, add, round, sent, lines, closed, state };
}

function makeNode(stores: Stores, timekeeper: HandClock, targets: readonly Target[], lines: string[]): Post {
  const write = (event: string, details: object = {}) =>
    void lines.push(`${event} ${JSON.stringify(details)}`);
  const log = { info: write, warn: write, error: write };
  return makePost({
    deliveries: stores.deliveries,
    timekeeper,
    log,
    siteId: () => "s",
    targets: () => targets,
  });
}

const letter = (id: string, changes: Partial<Delivery> = {}): Delivery => ({
  siteId: "s",
  id,
  v: 1,
  target: "a",
  type: "lead.created",
  lane: "",
  order: 0,
  conversation: undefined,
  at: "then",
  body: { canary: "words" },
  state: "waiting",
  tries: 0,
  since: 0,
  nextTryAt: 0,
  changedAt: "then",
  fault: undefined,
  ...changes,
});

describe("a delivery", () => {
  test("is made once, and then remembered without its words", async () => {
    const office = await postOffice({ a: () => ({ ok: true }) });
    await office.add(letter("d1"));
    await office.round();
    await office.add(letter("d1"));
    await office.round();
    expect(office.sent).toEqual(["d1"]);
    expect(await office.stores.deliveries.load("s", "d1")).toMatchObject({ state: "delivered", body: null });
    expect(office.lines.join()).not.toContain("words");
  });

  test("that fails is tried again over a day and a half, and then waits for a person", async () => {
    const office = await postOffice({ a: () => REFUSED });
    await office.add(letter("d1"));
    await office.round();
    for (const wait of RETRY_AFTER_MS) {
      office.timekeeper.advance(wait - 1);
      await office.round();
      office.timekeeper.advance(1);
      await office.round();
    }
    expect(office.sent).toHaveLength(1 + RETRY_AFTER_MS.length);
    expect(await office.stores.deliveries.load("s", "d1")).toMatchObject({
      state: "dead",
      tries: 9,
      fault: "STATUS_400",
      body: { canary: "words" },
    });
    expect(office.lines.filter((line) => line.startsWith("delivery.dead"))).toHaveLength(1);
    office.timekeeper.advance(10 * 86_400_000);
    await office.round();
    expect(office.sent).toHaveLength(9);
  });

  test("that the target never wants is not tried again, and the target may close", async () => {
    const office = await postOffice({
      a: () => ({ ok: false, fault: "STATUS_410", healthy: true, closed: true }),
    });
    await office.add(letter("d1"));
    await office.round();
    expect(await office.state("d1")).toBe("dead");
    expect(office.closed).toEqual(["a"]);
  });

  test("that breaks our own code stays, and is told", async () => {
    const office = await postOffice({
      a: () => {
        throw new Error("words");
      },
    });
    await office.add(letter("d1"));
    await office.round();
    expect(await office.stores.deliveries.load("s", "d1")).toMatchObject({ tries: 1, fault: "INTERNAL" });
    expect(office.lines[0]).toContain("delivery.broken");
    expect(office.lines.join()).not.toContain("words");
  });
});

describe("deliveries of one lane", () => {
  const lane = ["d1", "d2", "d3"].map((id, order) => letter(id, { lane: "c", order }));

  test("go in order, whatever the order in which they come, and lanes beside each other", async () => {
    const office = await postOffice({ a: () => ({ ok: true }) });
    await office.add(...lane.toReversed(), letter("e1", { lane: "e" }));
    await office.round();
    expect(office.sent.filter((id) => id.startsWith("d"))).toEqual(["d1", "d2", "d3"]);
    expect(office.sent).toContain("e1");
  });

  test("wait for one that fails, but not for ever", async () => {
    const office = await postOffice({ a: ({ id }) => (id === "d1" ? REFUSED : { ok: true }) });
    await office.add(...lane);
    for (let round = 0; round < 4; round++) {
      await office.round();
      office.timekeeper.advance(RETRY_AFTER_MS[round] ?? 0);
    }
    expect(new Set(office.sent)).toEqual(new Set(["d1"]));
    await office.round();
    office.timekeeper.advance(RETRY_AFTER_MS[4]);
    await office.round();
    expect(office.sent.filter((id) => id !== "d1")).toEqual(["d2", "d3"]);
  });
});

describe("a long lane", () => {
  const long = (name: string) =>
    Array.from({ length: 300 }, (_, order) => letter(`${name}${order}`, { lane: name, order }));

  test("is delivered in one go, in order, also what had been put back behind the first", async () => {
    const office = await postOffice({ a: () => ({ ok: true }) });
    const lane = long("c");
    await office.add(...lane.map((one, n) => (n === 0 ? one : { ...one, nextTryAt: 4_000 })));
    await office.round();
    expect(office.sent).toEqual(lane.map(({ id }) => id));
  });

  test("whose first a dead node holds keeps no other lane waiting", async () => {
    const office = await postOffice({ a: () => ({ ok: true }) });
    await office.add(...long("c"));
    expect(await office.stores.deliveries.lease("s", "a", 0, DELIVERY_LEASE_MS, 1)).toHaveLength(1);
    await office.add(letter("late", { lane: "e", nextTryAt: 1 }));
    office.timekeeper.advance(1);
    await office.round();
    expect(office.sent).toEqual(["late"]);
    office.timekeeper.advance(DELIVERY_LEASE_MS);
    await office.round();
    expect(office.sent).toHaveLength(301);
  });

  test("stops where one fails, and what fails for the first time holds the rest", async () => {
    const office = await postOffice({ a: ({ id }) => (id === "c7" ? REFUSED : { ok: true }) });
    await office.add(...long("c"));
    await office.round();
    expect(office.sent).toEqual(["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"]);
  });

  test("that another node put back while it was sent is delivered all the same", async () => {
    const office = await postOffice({
      a: async (delivery) => {
        await office.stores.deliveries.save({ ...delivery, v: delivery.v + 1, nextTryAt: 5_000 });
        return { ok: true };
      },
    });
    await office.add(letter("d1", { lane: "c" }));
    await office.round();
    expect(await office.state("d1")).toBe("delivered");
  });
});

describe("a target that is dead", () => {
  test("delays nobody else, and is asked less and less, until it is well", async () => {
    let down = true;
    const office = await postOffice({ a: () => (down ? DOWN : { ok: true }), b: () => ({ ok: true }) });
    const ids = Array.from({ length: 30 }, (_, n) => `a${n}`);
    await office.add(...ids.map((id) => letter(id)), letter("b1", { target: "b" }));
    await office.round();
    expect(office.sent).toContain("b1");
    expect(office.post.circuit("a")).toBe("open");
    const before = office.sent.length;
    for (let minute = 0; minute < 60; minute++) {
      office.timekeeper.advance(60_000);
      await office.round();
    }
    const probes = office.sent.length - before;
    expect(probes).toBeGreaterThan(5);
    expect(probes).toBeLessThan(15);
    expect(office.lines.filter((line) => line.startsWith("target.paused"))).toHaveLength(1);
    down = false;
    office.timekeeper.advance(86_400_000);
    await office.round();
    const states = await Promise.all(ids.map(office.state));
    expect(new Set(states)).toEqual(new Set(["delivered"]));
    expect(office.post.circuit("a")).toBe("closed");
  });

  test("that hangs keeps only its own deliveries waiting", async () => {
    let wake: (outcome: SendOutcome) => void = () => undefined;
    const office = await postOffice({
      a: () => new Promise<SendOutcome>((resolve) => (wake = resolve)),
      b: () => ({ ok: true }),
    });
    await office.add(letter("a1"), letter("b1", { target: "b" }));
    await office.post.round();
    await office.add(letter("b2", { target: "b" }));
    while ((await office.state("b2")) !== "delivered") {
      await office.post.round();
      await new Promise(setImmediate);
    }
    expect(await office.state("a1")).toBe("waiting");
    wake({ ok: true });
    await office.post.settled();
    expect(await office.state("a1")).toBe("delivered");
  });

  test("is not what one bad delivery makes of it", async () => {
    const office = await postOffice({ a: ({ id }) => (id === "good" ? { ok: true } : REFUSED) });
    await office.add(...Array.from({ length: 10 }, (_, n) => letter(`bad${n}`)), letter("good"));
    await office.round();
    expect(office.post.circuit("a")).toBe("closed");
    expect(await office.state("good")).toBe("delivered");
  });
});

describe("two nodes", () => {
  test("make each delivery once, in the ordinary case", async () => {
    const office = await postOffice({
      a: async () => {
        await new Promise(setImmediate);
        return { ok: true };
      },
    });
    const other = office.node();
    const ids = Array.from({ length: 100 }, (_, n) => `d${n}`);
    await office.add(...ids.map((id) => letter(id)));
    await Promise.all([office.round(), office.round(other)]);
    expect(office.sent.toSorted()).toEqual(ids.toSorted());
  });

  test("need no lease to be right: what a node died over is made by the other once its lease is over", async () => {
    const office = await postOffice({ a: () => ({ ok: true }) });
    await office.add(letter("d1"));
    // A node that takes the lease and dies.
    expect(await office.stores.deliveries.lease("s", "a", 0, DELIVERY_LEASE_MS, 9)).toHaveLength(1);
    office.timekeeper.advance(DELIVERY_LEASE_MS - 1);
    await office.round();
    expect(office.sent).toEqual([]);
    office.timekeeper.advance(1);
    await office.round();
    expect(office.sent).toEqual(["d1"]);
  });
});
