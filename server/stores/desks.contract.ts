import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { aConversation, newSite, type OpenStores } from "./examples.contract.ts";
import type { Stores } from "./ports.ts";

/** What every DeskStore and every LineStore does. */
export function describeDesks(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps desks and counts the line`, () => {
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

    test("a desk changes where it is told to, and keeps the rest", async () => {
      await one.desks.change(site, { person: "ana", stance: "busy" });
      await two.desks.change(site, { person: "ana", activeAt: 100 });
      await one.desks.change(site, { person: "ana", askedAt: 50 });
      await one.desks.change(site, { person: "bo", stance: "away", activeAt: 7 });
      const desks = [...(await two.desks.all(site))].sort((a, b) => (a.person < b.person ? -1 : 1));
      expect(desks).toEqual([
        { person: "ana", stance: "busy", activeAt: 100, askedAt: 50 },
        { person: "bo", stance: "away", activeAt: 7 },
      ]);
      expect(await two.desks.all(newSite())).toEqual([]);
    });

    test("what comes late does not take a time back", async () => {
      await one.desks.change(site, { person: "ana", activeAt: 100, askedAt: 100 });
      await two.desks.change(site, { person: "ana", activeAt: 40, askedAt: 140 });
      expect(await one.desks.all(site)).toEqual([{ person: "ana", activeAt: 100, askedAt: 140 }]);
    });

    test("the line is by the start of the wait, then by id, and only of those who wait", async () => {
      const at = (second: number) => `2026-11-23T09:00:0${second}.000Z`;
      const wait = (id: string, second: number) =>
        one.conversations.create(
          aConversation(site, id, { queue: "waiting", waitingSince: at(second), nextTryAt: undefined }),
        );
      await Promise.all([wait("conversation-b", 2), wait("conversation-a", 2), wait("conversation-c", 1)]);
      await one.conversations.create(aConversation(site, "conversation-0"));
      expect(await two.line.ahead(site, at(1), "conversation-c")).toBe(0);
      expect(await two.line.ahead(site, at(2), "conversation-a")).toBe(1);
      expect(await two.line.ahead(site, at(2), "conversation-b")).toBe(2);
      expect(await two.line.ahead(newSite(), at(2), "conversation-b")).toBe(0);
    });

    test("a load is what somebody has now", async () => {
      const owned = (id: string, owner: string, queue: "mine" | "closed" = "mine") =>
        one.conversations.create(aConversation(site, id, { queue, owner: { id: owner, name: owner } }));
      await Promise.all([owned("conversation-1", "ana"), owned("conversation-2", "ana")]);
      await Promise.all([owned("conversation-3", "bo"), owned("conversation-4", "bo", "closed")]);
      expect(await two.line.loads(site)).toEqual(
        new Map([
          ["ana", 2],
          ["bo", 1],
        ]),
      );
    });
  });
}
