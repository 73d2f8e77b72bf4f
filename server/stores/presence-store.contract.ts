import { describe, expect, test } from "@jest/globals";
import { newSite, type OpenStores, onTwoNodes } from "./examples.contract.ts";

/** What every PresenceStore does. */
export function describePresenceStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps who is online where`, () => {
    const here = onTwoNodes(open);

    const seenBy = async (node: string, now = 100) =>
      [...(await here.two.presence.elsewhere(here.site, node, now))].sort();

    test("people at other nodes, of the same here.site, and not one's own", async () => {
      await here.one.presence.say(here.site, "n1", ["ana@example.com", "bo@example.com"], 200);
      await here.two.presence.say(here.site, "n2", ["cy@example.com"], 200);
      expect(await seenBy("n2")).toEqual(["ana@example.com", "bo@example.com"]);
      expect(await seenBy("n1")).toEqual(["cy@example.com"]);
      expect(await here.two.presence.elsewhere(newSite(), "n2", 100)).toEqual([]);
    });

    test("what a node says takes the place of what it said before; nobody is nobody", async () => {
      await here.one.presence.say(here.site, "n1", ["ana@example.com"], 200);
      await here.one.presence.say(here.site, "n1", ["bo@example.com"], 200);
      expect(await seenBy("n2")).toEqual(["bo@example.com"]);
      await here.one.presence.say(here.site, "n1", [], 200);
      expect(await seenBy("n2")).toEqual([]);
    });

    test("a node that has been silent until its time is over counts no more", async () => {
      await here.one.presence.say(here.site, "n1", ["ana@example.com"], 200);
      expect(await seenBy("n2", 199)).toEqual(["ana@example.com"]);
      expect(await seenBy("n2", 200)).toEqual([]);
    });
  });
}
