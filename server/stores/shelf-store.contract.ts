import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { newSite, type OpenStores } from "./examples.contract.ts";
import type { Stores } from "./ports.ts";

/** What every ShelfStore does: two nodes change the same record. */
export function describeShelfStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps what reps have at hand`, () => {
    let one: Stores;
    let two: Stores;
    let close: () => Promise<void>;
    let siteId: string;
    beforeAll(async () => {
      const opened = await open();
      [one, two] = opened.nodes;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      siteId = newSite();
    });

    const record = (v: number, body: unknown, id = "canned") => ({ siteId, id, v, body });

    test("as it was kept, by site and id", async () => {
      const body = { "a.b": [1, "$x"], text: "{{ name }}" };
      expect(await one.shelf.keep(record(1, body))).toBe(true);
      expect(await two.shelf.load(siteId, "canned")).toEqual(record(1, body));
      expect(await two.shelf.load(siteId, "views/ana")).toBeUndefined();
      expect(await two.shelf.load(newSite(), "canned")).toBeUndefined();
    });

    test("of two who change the same version one wins, and the other changes nothing", async () => {
      const first = await Promise.all([one.shelf.keep(record(1, "a")), two.shelf.keep(record(1, "b"))]);
      expect(first.filter(Boolean)).toHaveLength(1);
      expect(await two.shelf.keep(record(2, "c"))).toBe(true);
      expect(await one.shelf.keep(record(2, "d"))).toBe(false);
      expect(await one.shelf.load(siteId, "canned")).toEqual(record(2, "c"));
    });

    test("no version without the one before it", async () => {
      expect(await one.shelf.keep(record(2, "a"))).toBe(false);
      expect(await one.shelf.load(siteId, "canned")).toBeUndefined();
    });

    test("what is dropped is gone, and begins anew", async () => {
      await one.shelf.keep(record(1, "a"));
      await two.shelf.drop(siteId, "canned");
      expect(await one.shelf.load(siteId, "canned")).toBeUndefined();
      expect(await one.shelf.keep(record(1, "b"))).toBe(true);
    });
  });
}
