import { describe, expect, test } from "@jest/globals";
import { aConversation, newSite, pagesOf } from "./examples.contract.ts";
import { type Conversation, type ConversationStore, CursorError } from "./ports.ts";

const NONE = { waiting: 0, mine: 0, team: 0, bot: 0, snoozed: 0, closed: 0 };

/** The part of the contract that the inbox reads by. */
export function describeConversationLists(
  given: () => { readonly store: ConversationStore; readonly site: string },
): void {
  const clock = (minute: number) => `2026-11-23T09:${String(minute).padStart(2, "0")}:00.000Z`;

  async function fill(
    rows: readonly (readonly [id: string, changes: Partial<Conversation>])[],
  ): Promise<void> {
    const { store, site } = given();
    await Promise.all(rows.map(([id, changes]) => store.create(aConversation(site, id, changes))));
  }

  async function ids(query: Omit<Parameters<ConversationStore["list"]>[0], "siteId" | "limit">) {
    const { store, site } = given();
    return (await store.list({ siteId: site, limit: 10, ...query })).rows.map(({ id }) => id);
  }

  describe("the inbox", () => {
    test("lists waiting ones by the start of the wait, whatever happened since", async () => {
      await fill([
        ["second", { queue: "waiting", waitingSince: clock(2), updatedAt: clock(30) }],
        ["third", { queue: "waiting", waitingSince: clock(3), updatedAt: clock(10) }],
        ["first", { queue: "waiting", waitingSince: clock(1), updatedAt: clock(20) }],
        ["elsewhere", { queue: "bot", updatedAt: clock(1) }],
      ]);
      expect(await ids({ queue: "waiting" })).toEqual(["first", "second", "third"]);
    });

    test("lists all others newest change first, and mine by owner", async () => {
      const rita = { id: "rita", name: "Rita" };
      await fill([
        ["old", { queue: "mine", owner: rita, updatedAt: clock(1) }],
        ["new", { queue: "mine", owner: rita, updatedAt: clock(3) }],
        ["hers", { queue: "mine", owner: { id: "noor", name: "Noor" }, updatedAt: clock(2) }],
        ["closed", { queue: "closed", owner: rita }],
      ]);
      expect(await ids({ queue: "mine", owner: "rita" })).toEqual(["new", "old"]);
      expect(await ids({ queue: "mine" })).toEqual(["new", "hers", "old"]);
      expect(await ids({ queue: "mine", owner: "nobody" })).toEqual([]);
    });

    test("lists snoozed ones by when they come back", async () => {
      await fill([
        ["later", { queue: "snoozed", snoozedUntil: Date.parse(clock(40)), updatedAt: clock(3) }],
        ["soon", { queue: "snoozed", snoozedUntil: Date.parse(clock(30)), updatedAt: clock(1) }],
      ]);
      expect(await ids({ queue: "snoozed" })).toEqual(["soon", "later"]);
      expect(await given().store.count(given().site, "rita")).toEqual({ ...NONE, snoozed: 2 });
    });

    test("gives whole conversations", async () => {
      const { store, site } = given();
      await fill([["c1", {}]]);
      const { rows, next } = await store.list({ siteId: site, queue: "bot", limit: 1 });
      expect(rows).toEqual([aConversation(site, "c1")]);
      expect(next).toBeUndefined();
      expect((await store.list({ siteId: newSite(), queue: "bot", limit: 1 })).rows).toEqual([]);
    });

    test("moves a conversation with the save that changes its queue", async () => {
      const { store, site } = given();
      await fill([["c1", {}]]);
      await store.save(aConversation(site, "c1", { v: 2, queue: "waiting", waitingSince: clock(5) }));
      expect(await ids({ queue: "bot" })).toEqual([]);
      expect(await ids({ queue: "waiting" })).toEqual(["c1"]);
    });

    test.each([
      ["waiting", ["c0", "c1", "c2", "c3", "c4"]],
      ["closed", ["c4", "c3", "c2", "c1", "c0"]],
    ] as const)(
      "pages through %s without gap or double, also where times are equal",
      async (queue, order) => {
        const { store, site } = given();
        const times = [1, 1, 1, 2, 2];
        await fill(
          times.map(
            (time, n) => [`c${n}`, { queue, updatedAt: clock(time), waitingSince: clock(time) }] as const,
          ),
        );
        const pages = await pagesOf((cursor) =>
          store.list({ siteId: site, queue, limit: 2, ...(cursor !== undefined && { cursor }) }),
        );
        expect(pages.map((page) => page.map(({ id }) => id))).toEqual([
          order.slice(0, 2),
          order.slice(2, 4),
          order.slice(4),
        ]);
      },
    );

    test("goes on at the same place when rows came in before it", async () => {
      const { store, site } = given();
      await fill([1, 2, 3].map((n) => [`c${n}`, { updatedAt: clock(n) }] as const));
      const { next } = await store.list({ siteId: site, queue: "bot", limit: 1 });
      await fill([["newer", { updatedAt: clock(9) }]]);
      expect(next).toMatch(/^[\w-]+$/);
      expect(await ids({ queue: "bot", ...(next !== undefined && { cursor: next }) })).toEqual(["c2", "c1"]);
    });

    test.each(["", "nonsense", "W10", "WzEsMl0", "eyIkZ3QiOiIifQ"])(
      "refuses the cursor %j",
      async (cursor) => {
        await expect(ids({ queue: "bot", cursor })).rejects.toThrow(CursorError);
      },
    );

    test("counts each queue, and in mine only the owner's", async () => {
      const { store, site } = given();
      expect(await store.count(site, "rita")).toEqual(NONE);
      await fill([
        ["a", { queue: "mine", owner: { id: "rita", name: "Rita" } }],
        ["b", { queue: "mine", owner: { id: "noor", name: "Noor" } }],
        ["c", { queue: "closed", owner: { id: "noor", name: "Noor" } }],
        ["d", { queue: "waiting", waitingSince: clock(1) }],
        ["e", { queue: "waiting", waitingSince: clock(1) }],
      ]);
      expect(await store.count(site, "rita")).toEqual({
        ...NONE,
        waiting: 2,
        mine: 1,
        team: 2,
        closed: 1,
      });
    });
  });

  describe("privacy", () => {
    const erased = { queue: "erased", visitor: "", erasedAt: clock(9) } as const;

    test("finds a visitor's conversations, and none of others", async () => {
      const { store, site } = given();
      const [ana, bo] = ["aa".repeat(32), "bb".repeat(32)];
      await fill([
        ["a", { visitor: ana }],
        ["b", { visitor: bo }],
        ["c", { visitor: ana }],
      ]);
      expect(await store.ofVisitor(site, ana)).toEqual(["a", "c"]);
      expect(await store.ofVisitor(newSite(), ana)).toEqual([]);
      const kept = await store.load(site, "a");
      if (kept) await store.save({ ...kept, ...erased, v: 2 });
      expect(await store.ofVisitor(site, ana)).toEqual(["c"]);
    });

    test("lists what did not change for long, longest first, page by page, and no tombstones", async () => {
      const { store, site } = given();
      await fill([
        ["late", { updatedAt: clock(5) }],
        ["b", { updatedAt: clock(2), queue: "waiting", waitingSince: clock(9) }],
        ["c", { updatedAt: clock(2), queue: "closed" }],
        ["a", { updatedAt: clock(1) }],
        ["gone", { ...erased, updatedAt: clock(1) }],
      ]);
      const query = { siteId: site, before: clock(5), limit: 2 };
      const pages = await pagesOf((cursor) =>
        store.unchanged({ ...query, ...(cursor !== undefined && { cursor }) }),
      );
      expect(pages.map((page) => page.map(({ id }) => id))).toEqual([["a", "b"], ["c"]]);
      await expect(store.unchanged({ ...query, cursor: "nonsense" })).rejects.toThrow(CursorError);
    });

    test("a tombstone is in no list and no count, and goes when it is old and has nothing left to do", async () => {
      const { store, site } = given();
      await fill([
        ["old", { ...erased, updatedAt: clock(1) }],
        ["busy", { ...erased, updatedAt: clock(1), nextTryAt: 1 }],
        ["new", { ...erased, updatedAt: clock(5) }],
        ["kept", { updatedAt: clock(1) }],
      ]);
      expect(await ids({ queue: "bot" })).toEqual(["kept"]);
      expect(await store.count(site, "rita")).toEqual({ ...NONE, bot: 1 });
      expect(await store.dropErased(site, clock(5))).toBe(1);
      expect(await store.load(site, "old")).toBeUndefined();
      expect(await Promise.all(["busy", "new", "kept"].map((id) => store.load(site, id)))).not.toContain(
        undefined,
      );
    });
  });
}
