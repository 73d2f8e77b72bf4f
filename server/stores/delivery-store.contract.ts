import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Delivery, DeliveryStore, EndpointStore } from "../deliveries/delivery-store.ts";
import { newSite, type OpenStores, pagesOf } from "./examples.contract.ts";
import { CursorError } from "./ports.ts";

/** What every DeliveryStore and EndpointStore does. An adapter's own test file is one call of this. */
export function describeDeliveryStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps deliveries`, () => {
    let store: DeliveryStore;
    let other: DeliveryStore;
    let endpoints: readonly [EndpointStore, EndpointStore];
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      [store, other] = [opened.nodes[0].deliveries, opened.nodes[1].deliveries];
      endpoints = [opened.nodes[0].endpoints, opened.nodes[1].endpoints];
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    const aDelivery = (id: string, changes: Partial<Delivery> = {}): Delivery => ({
      siteId: site,
      id,
      v: 1,
      target: "webhook:crm",
      type: "lead.created",
      lane: "conversation-1",
      order: 1,
      conversation: "conversation-1",
      at: "2026-11-23T09:00:00.000Z",
      body: { "a.b": 1, $set: { v: 9 }, text: "zero \0 🙂" },
      state: "waiting",
      tries: 0,
      since: 10,
      nextTryAt: 100,
      changedAt: "2026-11-23T09:00:00.000Z",
      fault: undefined,
      ...changes,
    });
    const dead = (id: string, minute: number) =>
      aDelivery(id, {
        state: "dead",
        nextTryAt: undefined,
        fault: "STATUS_500",
        changedAt: `2026-11-23T09:${String(minute).padStart(2, "0")}:00.000Z`,
      });
    const ids = (found: readonly Delivery[]) => found.map(({ id }) => id);
    const leased = async (node: DeliveryStore, now: number, until: number, limit = 9) =>
      ids(await node.lease(site, "webhook:crm", now, until, limit));

    test("a target's deliveries are listed in whatever state, what changed last first, page after page", async () => {
      await store.add([
        dead("d1", 1),
        aDelivery("d2", { state: "delivered", changedAt: "2026-11-23T09:05:00.000Z" }),
        aDelivery("d3", { changedAt: "2026-11-23T09:03:00.000Z" }),
        aDelivery("other", { target: "webhook:other" }),
      ]);
      const query = { siteId: site, target: "webhook:crm", limit: 2 };
      const first = await other.listOf(query);
      expect(ids(first.rows)).toEqual(["d2", "d3"]);
      const second = await other.listOf({
        ...query,
        ...(first.next !== undefined && { cursor: first.next }),
      });
      expect([ids(second.rows), second.next]).toEqual([["d1"], undefined]);
      await expect(store.listOf({ ...query, cursor: "made up" })).rejects.toThrow(CursorError);
    });

    test("what was added is what any node loads, and added again changes nothing", async () => {
      await store.add([aDelivery("d1"), aDelivery("d2")]);
      await other.add([aDelivery("d1", { type: "other" }), aDelivery("d3")]);
      expect(await other.load(site, "d1")).toEqual(aDelivery("d1"));
      expect(await store.load(site, "d3")).toEqual(aDelivery("d3"));
      expect(await store.load(newSite(), "d1")).toBeUndefined();
      await store.add([]);
    });

    test("of two saves from the same version the second changes nothing", async () => {
      await store.add([aDelivery("d1")]);
      expect(await store.save(aDelivery("d1", { v: 2, tries: 1 }))).toBe(true);
      expect(await other.save(aDelivery("d1", { v: 2, tries: 9 }))).toBe(false);
      expect(await store.load(site, "d1")).toMatchObject({ v: 2, tries: 1 });
      expect(await store.save(aDelivery("gone", { v: 2 }))).toBe(false);
      expect(await store.load(site, "gone")).toBeUndefined();
    });

    test("a lease gives what waits for the target and is due, longest overdue first, then by place", async () => {
      await store.add([
        aDelivery("later", { nextTryAt: 101 }),
        aDelivery("third", { nextTryAt: 100, order: 3 }),
        aDelivery("second", { nextTryAt: 100, order: 2 }),
        aDelivery("first", { nextTryAt: 1, order: 9 }),
        aDelivery("elsewhere", { target: "webhook:chat", nextTryAt: 1 }),
        { ...dead("dead", 1), nextTryAt: 1 },
      ]);
      expect(await store.lease(newSite(), "webhook:crm", 100, 200, 9)).toEqual([]);
      expect(await leased(store, 100, 200, 2)).toEqual(["first", "second"]);
      expect(await leased(other, 100, 200)).toEqual(["third"]);
    });

    test("a lease is given to one of many pollers, and again when it has lapsed", async () => {
      const all = Array.from({ length: 20 }, (_, n) => `d${String(n).padStart(2, "0")}`);
      await store.add(all.map((id, order) => aDelivery(id, { order })));
      const polls = await Promise.all([store, other, store, other].map((node) => leased(node, 100, 200, 50)));
      expect(polls.flat().toSorted()).toEqual(all);
      expect(await leased(other, 199, 300, 50)).toEqual([]);
      expect(await leased(other, 200, 300, 50)).toEqual(all);
    });

    test("a save ends the lease", async () => {
      await store.add([aDelivery("d1")]);
      expect(await leased(store, 100, 1_000)).toEqual(["d1"]);
      await store.save(aDelivery("d1", { v: 2, tries: 1, nextTryAt: 150 }));
      expect(await leased(other, 149, 1_000)).toEqual([]);
      expect(await leased(other, 150, 1_000)).toEqual(["d1"]);
    });

    test("knows who stands before another in the lane, unless it was tried too often", async () => {
      await store.add([
        aDelivery("often", { order: 1, tries: 4 }),
        aDelivery("before", { order: 2, tries: 3 }),
        aDelivery("here", { order: 3 }),
        aDelivery("behind", { order: 4 }),
        aDelivery("lane", { order: 1, lane: "conversation-2" }),
        aDelivery("target", { order: 1, target: "webhook:chat" }),
        { ...dead("dead", 1), order: 1 },
      ]);
      expect((await other.ahead(aDelivery("here", { order: 3 }), 4))?.id).toBe("before");
      expect(await other.ahead(aDelivery("here", { order: 3 }), 3)).toBeUndefined();
      expect(await other.ahead(aDelivery("lane", { order: 1, lane: "conversation-2" }), 9)).toBeUndefined();
    });

    test("knows who stands behind another in the lane, leased or not", async () => {
      await store.add([
        aDelivery("third", { order: 3 }),
        aDelivery("here", { order: 1 }),
        aDelivery("second", { order: 2 }),
        aDelivery("fourth", { order: 4 }),
        aDelivery("lane", { order: 2, lane: "conversation-2" }),
        aDelivery("target", { order: 2, target: "webhook:chat" }),
        { ...dead("dead", 1), order: 2 },
      ]);
      await leased(store, 100, 200, 50);
      expect(ids(await other.behind(aDelivery("here", { order: 1 }), 2))).toEqual(["second", "third"]);
      expect(await other.behind(aDelivery("fourth", { order: 4 }), 2)).toEqual([]);
    });

    test("lists the dead, those that died last first, page by page", async () => {
      await store.add([dead("d1", 1), dead("d3", 3), dead("d2", 2), dead("d4", 3), aDelivery("waits")]);
      const pages = await pagesOf((cursor) =>
        other.listDead({ siteId: site, limit: 3, ...(cursor !== undefined && { cursor }) }),
      );
      expect(pages.map(ids)).toEqual([["d4", "d3", "d2"], ["d1"]]);
      expect((await store.listDead({ siteId: newSite(), limit: 3 })).rows).toEqual([]);
      await expect(store.listDead({ siteId: site, limit: 3, cursor: "nonsense" })).rejects.toThrow(
        CursorError,
      );
    });

    test("removes one, and all of a conversation", async () => {
      await store.add([
        aDelivery("d1"),
        dead("d2", 1),
        aDelivery("d3"),
        aDelivery("d4", { conversation: "conversation-2" }),
        aDelivery("d5", { conversation: undefined }),
      ]);
      await store.remove(site, "d1");
      expect(await other.load(site, "d1")).toBeUndefined();
      await other.removeOf(site, "conversation-1");
      expect(await store.load(site, "d2")).toBeUndefined();
      expect(await store.load(site, "d3")).toBeUndefined();
      expect(await store.load(site, "d4")).toBeDefined();
      expect(await store.load(site, "d5")).toBeDefined();
    });

    test("a sweep gives up what waits too long and drops what is over, and nothing else", async () => {
      const over = { state: "delivered", nextTryAt: undefined, body: null } as const;
      await store.add([
        aDelivery("old", { since: 49 }),
        aDelivery("young", { since: 50 }),
        aDelivery("gone", { ...over, changedAt: "2026-11-23T08:00:00.000Z" }),
        aDelivery("fresh", { ...over, changedAt: "2026-11-23T09:00:00.000Z" }),
        dead("buried", 0),
        dead("listed", 9),
      ]);
      const before = {
        waiting: 50,
        delivered: Date.UTC(2026, 10, 23, 9),
        dead: Date.UTC(2026, 10, 23, 9, 5),
      };
      expect(await store.sweep(site, Date.UTC(2026, 10, 23, 10), before)).toBe(1);
      expect(await other.load(site, "old")).toMatchObject({
        v: 2,
        state: "dead",
        fault: "GIVEN_UP",
        changedAt: "2026-11-23T10:00:00.000Z",
      });
      const left = await Promise.all(
        ["young", "gone", "fresh", "buried", "listed"].map(async (id) => (await store.load(site, id))?.state),
      );
      expect(left).toEqual(["waiting", undefined, "delivered", undefined, "dead"]);
    });

    test("says how late the oldest is", async () => {
      expect(await store.overdue(site, 100)).toBe(0);
      await store.add([
        aDelivery("d1", { nextTryAt: 70 }),
        aDelivery("d2", { nextTryAt: 90 }),
        dead("d3", 1),
      ]);
      expect(await other.overdue(site, 100)).toBe(30);
      expect(await other.overdue(site, 60)).toBe(0);
    });

    test("keeps which endpoints are closed, until they are opened", async () => {
      const [one, two] = endpoints;
      const closed = { siteId: site, target: "webhook:crm", url: "https://a.example/", closedAt: "then" };
      await one.close({ ...closed, closedAt: "before" });
      await two.close(closed);
      expect(await one.closed(site)).toEqual([closed]);
      expect(await one.closed(newSite())).toEqual([]);
      await two.open(site, "webhook:crm");
      await two.open(site, "webhook:crm");
      expect(await one.closed(site)).toEqual([]);
    });
  });
}
