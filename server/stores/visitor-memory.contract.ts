import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { VisitorMemory, VisitorRecord } from "../memory/visitor-memory.ts";
import { newSite, type OpenStores } from "./examples.contract.ts";

/** What every VisitorMemory does. An adapter's own test file is one call of this. */
export function describeVisitorMemory(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps what is remembered of visitors`, () => {
    let memory: VisitorMemory;
    let other: VisitorMemory;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      memory = opened.nodes[0].memory;
      other = opened.nodes[1].memory;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    const record = (visitor: string, changes: Partial<VisitorRecord> = {}): VisitorRecord => ({
      siteId: site,
      visitor,
      v: 1,
      answers: [
        { question: "team.$size", value: ["a", "zero \0"], at: 1, until: 1000, playbook: "__proto__" },
      ],
      forgottenAt: undefined,
      dueAt: 1000,
      ...changes,
    });

    test("a record is found by every node, in its site", async () => {
      expect(await memory.save(record("v1"))).toBe(true);
      expect(await other.load(site, "v1")).toEqual(record("v1"));
      expect(await memory.load(newSite(), "v1")).toBeUndefined();
      expect(await memory.load(site, "v2")).toBeUndefined();
    });

    test("a save takes the place of the version before it, and of no other", async () => {
      await memory.save(record("v1"));
      expect(await other.save(record("v1", { v: 2, forgottenAt: 7, answers: [] }))).toBe(true);
      expect(await memory.save(record("v1", { v: 2 }))).toBe(false);
      expect(await memory.save(record("v1", { v: 1 }))).toBe(false);
      expect(await memory.save(record("v2", { v: 2 }))).toBe(false);
      expect(await memory.load(site, "v1")).toEqual(record("v1", { v: 2, forgottenAt: 7, answers: [] }));
      expect(await memory.load(site, "v2")).toBeUndefined();
    });

    test("of many at the same moment one is kept", async () => {
      const kept = await Promise.all(
        Array.from({ length: 8 }, (_, n) => (n % 2 ? memory : other).save(record("v1", { dueAt: n }))),
      );
      expect(kept.filter(Boolean)).toHaveLength(1);
    });

    test("an erased record is gone, and one of another version stays", async () => {
      await memory.save(record("v1"));
      await memory.save(record("v1", { v: 2 }));
      expect(await memory.erase(record("v1"))).toBe(false);
      expect(await memory.load(site, "v1")).toBeDefined();
      expect(await other.erase(record("v1", { v: 2 }))).toBe(true);
      expect(await memory.load(site, "v1")).toBeUndefined();
      expect(await memory.save(record("v1"))).toBe(true);
    });

    test("lists what is due, longest overdue first, no more than asked for", async () => {
      for (const [visitor, dueAt] of [
        ["a", 30],
        ["b", 10],
        ["c", 20],
        ["d", 31],
      ] as const) {
        await memory.save(record(visitor, { dueAt }));
      }
      expect((await other.due(site, 30, 10)).map(({ visitor }) => visitor)).toEqual(["b", "c", "a"]);
      expect((await other.due(site, 30, 2)).map(({ visitor }) => visitor)).toEqual(["b", "c"]);
      expect(await other.due(newSite(), 30, 10)).toEqual([]);
    });
  });
}
