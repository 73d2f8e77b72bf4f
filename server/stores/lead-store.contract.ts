import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { aLead, aLeadRecord, atOnce, newSite, type OpenStores, pagesOf } from "./examples.contract.ts";
import { CursorError, type LeadRecord, type LeadStore } from "./ports.ts";

/** What every LeadStore does. An adapter's own test file is one call of this. */
export function describeLeadStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps leads`, () => {
    let store: LeadStore;
    let other: LeadStore;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      store = opened.nodes[0].leads;
      other = opened.nodes[1].leads;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    async function fill(
      ...leads: readonly (readonly [id: string, changes: Partial<LeadRecord>])[]
    ): Promise<void> {
      await Promise.all(leads.map(([id, changes]) => store.put(aLeadRecord(site, id, changes))));
    }
    async function found(search: string): Promise<readonly string[]> {
      return (await store.list({ siteId: site, search, limit: 10 })).rows.map(({ id }) => id);
    }

    test("an unknown id loads as undefined, and an id belongs to its site", async () => {
      await fill(["l1", {}]);
      expect(await store.load(site, "nobody")).toBeUndefined();
      expect(await store.load(newSite(), "l1")).toBeUndefined();
    });

    test("what was put is what any node loads", async () => {
      await fill(["l1", {}]);
      expect(await other.load(site, "l1")).toEqual(aLeadRecord(site, "l1"));
    });

    test("a lead that says nothing yet is kept too", async () => {
      const empty = {
        name: "",
        email: undefined,
        company: undefined,
        lead: { ...aLead, score: 0, outcome: undefined },
      };
      await fill(["l1", empty]);
      expect(await store.load(site, "l1")).toEqual(aLeadRecord(site, "l1", empty));
    });

    test("what was removed is gone, and only that", async () => {
      await fill(["l1", {}], ["l2", {}]);
      await store.remove(site, "l1");
      await store.remove(site, "l1");
      expect(await other.load(site, "l1")).toBeUndefined();
      expect(await other.load(site, "l2")).toBeDefined();
    });

    test("what is known of the address is kept with the lead", async () => {
      const earlier = { conversations: ["c0"], answers: aLead.answers, fields: aLead.fields, tags: [] };
      await fill(["l1", { verified: true, earlier }]);
      expect(await other.load(site, "l1")).toEqual(aLeadRecord(site, "l1", { verified: true, earlier }));
    });

    test("a later turn replaces an earlier one and leaves the first createdAt", async () => {
      await fill(["l1", {}]);
      const later = {
        turn: 4,
        name: "Ada King",
        createdAt: "2026-11-23T10:00:00.000Z",
        updatedAt: "2026-11-23T10:00:00.000Z",
      };
      await store.put(aLeadRecord(site, "l1", later));
      const expected = aLeadRecord(site, "l1", { ...later, createdAt: "2026-11-23T09:00:00.000Z" });
      expect(await store.load(site, "l1")).toEqual(expected);
      expect((await store.list({ siteId: site, limit: 5 })).rows).toEqual([expected]);
    });

    test("an earlier turn that comes late changes nothing; the same turn again does no harm", async () => {
      await fill(["l1", { turn: 4, name: "Ada King" }]);
      await store.put(aLeadRecord(site, "l1", { turn: 3, name: "Ada" }));
      expect((await store.load(site, "l1"))?.name).toBe("Ada King");
      await store.put(aLeadRecord(site, "l1", { turn: 4, name: "Ada King" }));
      expect((await store.load(site, "l1"))?.turn).toBe(4);
    });

    test("of 20 turns put at once over two nodes, the last turn stays", async () => {
      await Promise.all(
        atOnce([store, other], 20, (node, n) => node.put(aLeadRecord(site, "l1", { turn: (n * 7) % 20 }))),
      );
      expect((await store.load(site, "l1"))?.turn).toBe(19);
    });

    test("lists the newest change first and pages without gap or double, also where times are equal", async () => {
      const at = (minute: number) => ({ updatedAt: `2026-11-23T09:0${minute}:00.000Z` });
      await fill(["a", at(1)], ["b", at(3)], ["c", at(2)], ["d", at(2)], ["e", at(2)]);
      const pages = await pagesOf((cursor) =>
        store.list({ siteId: site, limit: 2, ...(cursor !== undefined && { cursor }) }),
      );
      expect(pages.map((page) => page.map(({ id }) => id))).toEqual([["b", "e"], ["d", "c"], ["a"]]);
      expect((await store.list({ siteId: newSite(), limit: 2 })).rows).toEqual([]);
    });

    test("pages through what a search finds", async () => {
      await fill(["a", {}], ["b", { name: "Bob", email: "bob@example.com" }], ["c", {}], ["d", {}]);
      const pages = await pagesOf((cursor) =>
        store.list({ siteId: site, search: "ada", limit: 2, ...(cursor !== undefined && { cursor }) }),
      );
      expect(pages.flat().map(({ id }) => id)).toEqual(["d", "c", "a"]);
    });

    test("refuses a cursor that no list gave", async () => {
      await expect(store.list({ siteId: site, cursor: "nonsense", limit: 1 })).rejects.toThrow(CursorError);
    });

    test("searches name, e-mail, company, playbook and outcome, ignoring case", async () => {
      await fill(
        ["name", { name: "Grace Hopper" }],
        ["email", { email: "linus@KERNEL.example" }],
        ["company", { company: "Ärzte & Söhne" }],
        ["playbook", { playbook: "newsletter" }],
        ["outcome", { lead: { ...aLead, outcome: "meeting_booked" } }],
      );
      expect(await found("hOPPer")).toEqual(["name"]);
      expect(await found("kernel.ex")).toEqual(["email"]);
      expect(await found("ärzte & SÖ")).toEqual(["company"]);
      expect(await found("Newslet")).toEqual(["playbook"]);
      expect(await found("meeting_")).toEqual(["outcome"]);
      expect(await found("  grace  ")).toEqual(["name"]);
      expect(await found("")).toHaveLength(5);
      expect(await found("nobody")).toEqual([]);
    });

    test.each(["%", "_", "\\", ".*", "^A", "(", "[a-z]", "$", "'", '"', "a|b", "{1}", "/", "#", "-"])(
      "takes %j in a search for itself",
      async (sign) => {
        await fill(["plain", { company: "xZY" }], ["with", { company: `x${sign}Y` }]);
        expect(await found(`X${sign}y`)).toEqual(["with"]);
        expect(await found(`${sign}Y`)).toEqual(["with"]);
      },
    );

    test("a search as long as a page is cut, and one with a zero character is answered", async () => {
      await fill(["long", { name: "x".repeat(300) }]);
      expect(await found("x".repeat(100_000))).toEqual(["long"]);
      expect(await found("ada\0x")).toEqual([]);
    });

    test("tells the other leads with the same address, newest change first", async () => {
      await fill(
        ["a", { email: "Ada@example.com", updatedAt: "2026-11-23T09:01:00.000Z" }],
        ["b", { email: "ada@example.com", updatedAt: "2026-11-23T09:02:00.000Z" }],
        ["c", { email: "ada@example.com" }],
        ["d", { email: "ada@example.com.au" }],
        ["e", { email: undefined }],
      );
      expect((await store.sameAddress(site, "ada@EXAMPLE.com", "c")).map(({ id }) => id)).toEqual(["b", "a"]);
      expect(await store.sameAddress(site, "ada@example.com\0", "c")).toEqual([]);
      expect(await store.sameAddress(newSite(), "ada@example.com", "c")).toEqual([]);
    });

    test("finds all leads of an address, ignoring case", async () => {
      await fill(["a", { email: "Ada@example.com" }], ["b", {}], ["c", { email: "bo@example.com" }]);
      expect((await other.ofAddress(site, "ADA@example.com")).map(({ id }) => id).toSorted()).toEqual([
        "a",
        "b",
      ]);
      expect(await store.ofAddress(newSite(), "ada@example.com")).toEqual([]);
    });

    describe("a lead that is erased", () => {
      const AT = "2026-11-24T09:00:00.000Z";

      test("is found by nobody, and another one stays", async () => {
        await fill(["l1", {}], ["l2", {}]);
        await store.erase(site, "l1", AT);
        expect(await other.load(site, "l1")).toBeUndefined();
        expect((await other.list({ siteId: site, limit: 9 })).rows.map(({ id }) => id)).toEqual(["l2"]);
        expect(await found("ada")).toEqual(["l2"]);
        expect((await other.sameAddress(site, "ada@example.com", "l2")).map(({ id }) => id)).toEqual([]);
        expect((await other.ofAddress(site, "ada@example.com")).map(({ id }) => id)).toEqual(["l2"]);
      });

      test("does not come back with a write that comes late, not even one that was never kept", async () => {
        await fill(["l1", {}]);
        for (const id of ["l1", "l3"]) {
          await store.erase(site, id, AT);
          await other.put(aLeadRecord(site, id, { turn: 99 }));
          expect(await store.load(site, id)).toBeUndefined();
        }
      });

      test("of 20 writes at once none brings it back", async () => {
        const writes = atOnce([store, other], 20, (node, n) =>
          n === 7 ? node.erase(site, "l1", AT) : node.put(aLeadRecord(site, "l1", { turn: n })),
        );
        await Promise.all(writes);
        expect(await store.load(site, "l1")).toBeUndefined();
      });

      test("leaves a tombstone until that is dropped, and erasing again does no harm", async () => {
        await store.erase(site, "l1", AT);
        await store.erase(site, "l1", "2026-11-25T09:00:00.000Z");
        expect(await store.dropErased(site, AT)).toBe(0);
        expect(await other.dropErased(site, "2026-11-24T09:00:00.001Z")).toBe(1);
        await fill(["l1", {}]);
        expect(await store.load(site, "l1")).toBeDefined();
        expect(await store.dropErased(site, "2030-01-01T00:00:00.000Z")).toBe(0);
      });
    });
  });
}
