import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { newSite, type OpenStores } from "./examples.contract.ts";
import type { Stores } from "./ports.ts";

/** What every PresenceStore does. */
export function describePresenceStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps who is online where`, () => {
    let one: Stores;
    let two: Stores;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      [one, two] = opened.nodes;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    const seenBy = async (node: string, now = 100) =>
      [...(await two.presence.elsewhere(site, node, now))].sort();

    test("people at other nodes, of the same site, and not one's own", async () => {
      await one.presence.say(site, "n1", ["ana@example.com", "bo@example.com"], 200);
      await two.presence.say(site, "n2", ["cy@example.com"], 200);
      expect(await seenBy("n2")).toEqual(["ana@example.com", "bo@example.com"]);
      expect(await seenBy("n1")).toEqual(["cy@example.com"]);
      expect(await two.presence.elsewhere(newSite(), "n2", 100)).toEqual([]);
    });

    test("what a node says takes the place of what it said before; nobody is nobody", async () => {
      await one.presence.say(site, "n1", ["ana@example.com"], 200);
      await one.presence.say(site, "n1", ["bo@example.com"], 200);
      expect(await seenBy("n2")).toEqual(["bo@example.com"]);
      await one.presence.say(site, "n1", [], 200);
      expect(await seenBy("n2")).toEqual([]);
    });

    test("a node that has been silent until its time is over counts no more", async () => {
      await one.presence.say(site, "n1", ["ana@example.com"], 200);
      expect(await seenBy("n2", 199)).toEqual(["ana@example.com"]);
      expect(await seenBy("n2", 200)).toEqual([]);
    });
  });
}
