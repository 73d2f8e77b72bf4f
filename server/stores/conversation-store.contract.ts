import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { describeConversationLists } from "./conversation-lists.contract.ts";
import { aConversation, aTurn, atOnce, newSite, type OpenStores } from "./examples.contract.ts";
import { type Conversation, type ConversationStore, StaleConversationError } from "./ports.ts";

/** What every ConversationStore does. An adapter's own test file is one call of this. */
export function describeConversationStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps conversations`, () => {
    let store: ConversationStore;
    let other: ConversationStore;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      store = opened.nodes[0].conversations;
      other = opened.nodes[1].conversations;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    async function created(id: string, changes: Partial<Conversation> = {}): Promise<Conversation> {
      return await store.create(aConversation(site, id, changes));
    }

    test("an unknown id loads as undefined, and an id belongs to its site", async () => {
      await created("c1");
      expect(await store.load(site, "nobody")).toBeUndefined();
      expect(await store.load(newSite(), "c1")).toBeUndefined();
    });

    test("an id with a zero character in it is not the id before it", async () => {
      await created("c1");
      expect(await store.load(site, "c1\0")).toBeUndefined();
    });

    test("what was created is what any node loads, to the letter", async () => {
      const conversation = await created("c1");
      expect(conversation).toEqual(aConversation(site, "c1"));
      const loaded = await other.load(site, "c1");
      expect(loaded).toEqual(conversation);
      // `toEqual` passes over `__proto__`.
      expect(JSON.stringify(loaded)).toBe(JSON.stringify(conversation));
    });

    test("creating an id that is there returns the one that is there and changes nothing", async () => {
      const first = await created("c1");
      expect(await created("c1", { note: "second" })).toEqual(first);
      expect(await store.load(site, "c1")).toEqual(first);
    });

    test("of 20 creations at once over two nodes one wins, and all are given the winner", async () => {
      const given = await Promise.all(
        atOnce([store, other], 20, (node, n) => node.create(aConversation(site, "c1", { note: `${n}` }))),
      );
      const kept = await store.load(site, "c1");
      expect(kept?.note).toMatch(/^\d+$/);
      for (const conversation of given) expect(conversation).toEqual(kept);
    });

    test("what was saved is what is loaded", async () => {
      const first = await created("c1");
      const second: Conversation = {
        ...first,
        v: 2,
        queue: "mine",
        owner: { id: "rep-1", name: "Rita" },
        turns: [...first.turns, aTurn(2)],
        nextDueAt: 1_795_000_000_000.5,
        outbox: [{ id: "o1", kind: "lead", body: { "a.$b": 1 }, tries: 0, nextTryAt: 5 }],
        nextTryAt: 5,
      };
      await store.save(second);
      expect(await other.load(site, "c1")).toEqual(second);
      // A field that is gone is gone.
      await other.save({ ...first, v: 3 });
      expect(await store.load(site, "c1")).toEqual({ ...first, v: 3 });
    });

    test("of two saves from the same version, the second is refused and changes nothing", async () => {
      const first = await created("c1");
      await store.save({ ...first, v: 2, note: "winner" });
      await expect(other.save({ ...first, v: 2, note: "loser" })).rejects.toThrow(StaleConversationError);
      expect((await store.load(site, "c1"))?.note).toBe("winner");
    });

    test("saving what was never created is refused and keeps nothing", async () => {
      await expect(store.save(aConversation(site, "c1", { v: 2 }))).rejects.toThrow(StaleConversationError);
      expect(await store.load(site, "c1")).toBeUndefined();
    });

    test("of 50 saves at once from one version, exactly one wins, and it is what is loaded", async () => {
      const first = await created("c1");
      const results = await Promise.allSettled(
        atOnce([store, other], 50, (node, n) => node.save({ ...first, v: 2, note: `${n}` })),
      );
      const winners = results.flatMap(({ status }, n) => (status === "fulfilled" ? [n] : []));
      expect(winners).toHaveLength(1);
      for (const result of results) {
        if (result.status === "rejected") expect(result.reason).toBeInstanceOf(StaleConversationError);
      }
      expect(await store.load(site, "c1")).toEqual({ ...first, v: 2, note: `${winners[0]}` });
    });

    test("saves of different conversations at once all win, also beside one that is stale", async () => {
      const ids = Array.from({ length: 20 }, (_, n) => `c${n}`);
      await Promise.all(ids.map((id) => created(id)));
      const results = await Promise.allSettled(
        [...ids, "c0"].map((id) => store.save(aConversation(site, id, { v: 2, note: id }))),
      );
      // Which of the two that save c0 is the stale one, no store promises.
      const statuses = results.map(({ status }) => status);
      expect([statuses.at(0), statuses.at(-1)]).toContain("fulfilled");
      expect([statuses.at(0), statuses.at(-1)]).toContain("rejected");
      expect(statuses.slice(1, -1)).toEqual(ids.slice(1).map(() => "fulfilled"));
      const loaded = await Promise.all(ids.map((id) => store.load(site, id)));
      expect(loaded.map((conversation) => conversation?.note)).toEqual(ids);
    });

    test("archived turns come back oldest first, from those that reach past a number", async () => {
      await store.archive(site, "c1", [aTurn(3), aTurn(10), aTurn(2)]);
      await store.archive(site, "c2", [aTurn(4)]);
      expect(await other.archived(site, "c1", 0)).toEqual([aTurn(2), aTurn(3), aTurn(10)]);
      expect(await other.archived(site, "c1", 2)).toEqual([aTurn(3), aTurn(10)]);
      expect(await other.archived(site, "c1", 10)).toEqual([]);
      expect(await store.archived(newSite(), "c1", 0)).toEqual([]);
    });

    test("the same turn archived again changes nothing, and the new ones beside it are kept", async () => {
      await store.archive(site, "c1", [aTurn(1)]);
      await Promise.all(
        [store, other].map((node) =>
          node.archive(site, "c1", [aTurn(1, { at: "later" }), aTurn(2), aTurn(3)]),
        ),
      );
      expect(await store.archived(site, "c1", 0)).toEqual([aTurn(1), aTurn(2), aTurn(3)]);
      await store.archive(site, "c1", []);
    });

    test("a dropped archive is gone, and only that one", async () => {
      await store.archive(site, "c1", [aTurn(1), aTurn(2)]);
      await store.archive(site, "c2", [aTurn(1)]);
      await store.dropArchive(site, "c1");
      expect(await other.archived(site, "c1", 0)).toEqual([]);
      expect(await other.archived(site, "c2", 0)).toEqual([aTurn(1)]);
    });

    describe.each([
      ["clocks", "nextDueAt", "nextTryAt"],
      ["outbox", "nextTryAt", "nextDueAt"],
    ] as const)("leases of %s", (work, due, notDue) => {
      test("give what is due at that moment, longest overdue first, up to the limit", async () => {
        await Promise.all([
          created("later", { [due]: 101 }),
          created("now", { [due]: 100 }),
          created("before", { [due]: 99 }),
          created("long-ago", { [due]: 1 }),
          created("never"),
          created("other-work", { [notDue]: 1 }),
        ]);
        expect(await store.lease(work, newSite(), 100, 200, 9)).toEqual([]);
        expect(await store.lease(work, site, 100, 200, 2)).toEqual(["long-ago", "before"]);
        expect(await store.lease(work, site, 100, 200, 9)).toEqual(["now"]);
      });

      test("are given to one of two pollers, and again once they have lapsed", async () => {
        const ids = Array.from({ length: 20 }, (_, n) => `c${n}`);
        await Promise.all(ids.map((id) => created(id, { [due]: 50 })));
        const polls = await Promise.all(
          [store, other, store, other].map((node) => node.lease(work, site, 100, 200, 100)),
        );
        expect(polls.flat().toSorted()).toEqual(ids.toSorted());
        expect(await other.lease(work, site, 199, 300, 100)).toEqual([]);
        expect(await other.lease(work, site, 200, 300, 100)).toHaveLength(ids.length);
        expect(await store.lease(work, site, 299, 400, 100)).toEqual([]);
      });

      test("leave how late the oldest is to be asked", async () => {
        expect(await store.overdue(work, site, 100)).toBe(0);
        await Promise.all([
          created("late", { [due]: 60 }),
          created("later", { [due]: 90 }),
          created("other-work", { [notDue]: 1 }),
          created("never"),
        ]);
        await store.lease(work, site, 100, 200, 9);
        expect(await other.overdue(work, site, 100)).toBe(40);
        expect(await other.overdue(work, site, 60)).toBe(0);
      });

      test("last through a save, unless it moves the due time", async () => {
        const first = await created("c1", { [due]: 50 });
        expect(await store.lease(work, site, 100, 200, 9)).toEqual(["c1"]);
        await store.save({ ...first, v: 2, note: "still due" });
        expect(await other.lease(work, site, 101, 200, 9)).toEqual([]);
        await store.save({ ...first, v: 3, [due]: 60 });
        expect(await other.lease(work, site, 101, 200, 9)).toEqual(["c1"]);
        await store.save({ ...first, v: 4, [due]: undefined });
        expect(await other.lease(work, site, 1000, 2000, 9)).toEqual([]);
      });
    });

    describeConversationLists(() => ({ store, site }));
  });
}
