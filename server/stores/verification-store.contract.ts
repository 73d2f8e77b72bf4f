import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Verification, VerificationStore } from "../verify/verification-store.ts";
import { atOnce, newSite, type OpenStores } from "./examples.contract.ts";

/** What every VerificationStore does. An adapter's own test file is one call of this. */
export function describeVerificationStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps which addresses were asked`, () => {
    let store: VerificationStore;
    let other: VerificationStore;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      [store, other] = [opened.nodes[0].verifications, opened.nodes[1].verifications];
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    const asking = (token: string, changes: Partial<Verification> = {}): Verification => ({
      siteId: site,
      address: "ana",
      token,
      conversation: `conversation-${token}`,
      origin: "here",
      askedAt: 100,
      expiresAt: 200,
      ...changes,
    });
    const ask = (node: VerificationStore, one: Verification, addressSince = 0) =>
      node.ask(one, { addressSince, originSince: 50, mostOfOrigin: 3 });

    test("an address is asked once in a time, and the same asking again is no second one", async () => {
      expect(await ask(store, asking("t1"))).toBe(true);
      expect(await ask(other, asking("t1"))).toBe(true);
      expect(await ask(other, asking("t2"))).toBe(false);
      expect(await store.byToken(site, "t1")).toEqual(asking("t1"));
      expect(await store.byToken(site, "t2")).toBeUndefined();
      expect(await store.byToken(newSite(), "t1")).toBeUndefined();
      expect(await ask(other, asking("t3", { askedAt: 300 }), 250)).toBe(true);
      expect(await store.byToken(site, "t1")).toBeUndefined();
    });

    test("of 20 askings of one address at once over two nodes, one is kept", async () => {
      const kept = await Promise.all(atOnce([store, other], 20, (node, n) => ask(node, asking(`t${n}`))));
      expect(kept.filter(Boolean)).toHaveLength(1);
    });

    test("one origin asks few addresses in a time; another, and one that is not known, are not counted", async () => {
      const kept: boolean[] = [];
      for (const n of [1, 2, 3, 4]) kept.push(await ask(store, asking(`t${n}`, { address: `a${n}` })));
      expect(kept).toEqual([true, true, true, false]);
      expect(await ask(store, asking("t5", { address: "a5", origin: "there" }))).toBe(true);
      for (const n of [6, 7, 8, 9])
        expect(await ask(store, asking(`t${n}`, { address: `a${n}`, origin: "" }))).toBe(true);
      expect(
        await other.ask(asking("t10", { address: "a10", askedAt: 300 }), {
          addressSince: 0,
          originSince: 200,
          mostOfOrigin: 3,
        }),
      ).toBe(true);
    });

    test("a link is spent by exactly one of many", async () => {
      await ask(store, asking("t1"));
      const spent = await Promise.all(atOnce([store, other], 10, (node) => node.spend(site, "t1")));
      expect(spent.filter(Boolean)).toHaveLength(1);
      expect(await store.spend(site, "nobody")).toBe(false);
    });

    test("an address belongs to the lead that claimed it first, until that is released", async () => {
      const given = await Promise.all(
        atOnce([store, other], 10, (node, n) => node.claim(site, "ana", `lead-${n}`)),
      );
      expect(new Set(given).size).toBe(1);
      const [first = ""] = given;
      expect(await other.claim(site, "ana", "late")).toBe(first);
      expect(await other.claim(site, "bo", "late")).toBe("late");
      await store.release(site, first);
      expect(await other.claim(site, "ana", "new")).toBe("new");
    });

    test("a sweep forgets what was asked before", async () => {
      await ask(store, asking("t1", { askedAt: 99 }));
      await ask(store, asking("t2", { address: "bo", askedAt: 100 }));
      await store.sweep(site, 100);
      expect(await other.byToken(site, "t1")).toBeUndefined();
      expect(await other.byToken(site, "t2")).toBeDefined();
    });
  });
}
