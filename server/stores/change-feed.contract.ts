import { describe, expect, test } from "@jest/globals";
import { aConversation, newSite, type OpenStores, onTwoNodes } from "./examples.contract.ts";
import type { Conversation } from "./ports.ts";

const T = Date.UTC(2026, 10, 23, 9);
const iso = (ms: number) => new Date(ms).toISOString();

/** What every ChangeFeed does: node two asks what node one has saved. */
export function describeChangeFeed(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} tells what others have saved`, () => {
    const here = onTwoNodes(open);

    const created = (id: string, at: number, changes: Partial<Conversation> = {}) =>
      here.one.conversations.create(aConversation(here.site, id, { updatedAt: iso(at), ...changes }));
    const ids = async (since: number, limit = 100) =>
      (await here.two.changes.changed(here.site, since, limit)).map(({ id }) => id);

    test("from a time on, that time included, the oldest first, and of its own site", async () => {
      await created("late", T + 2_000);
      await created("early", T - 1);
      await created("then", T);
      expect(await ids(T)).toEqual(["then", "late"]);
      expect(await here.two.changes.changed(newSite(), 0, 100)).toEqual([]);
    });

    test("with seq, status and the number of notes and acts, as they are after the last save", async () => {
      const first = await created("c1", T);
      const note = { id: "n1", at: iso(T), team: "sales", text: "hello" };
      const talk = { ...first.talk, seq: 7, status: "waiting" as const };
      await here.one.conversations.save({
        ...first,
        v: 2,
        updatedAt: iso(T + 5),
        talk,
        notes: [note],
        acts: 3,
      });
      expect(await here.two.changes.changed(here.site, T, 100)).toEqual([
        { id: "c1", at: T + 5, seq: 7, status: "waiting", notes: 1, acts: 3 },
      ]);
    });

    test("in pages, by the time of the last one", async () => {
      for (const n of [1, 2, 3]) await created(`c${n}`, T + n);
      expect(await ids(T, 2)).toEqual(["c1", "c2"]);
      expect(await ids(T + 2, 2)).toEqual(["c2", "c3"]);
    });

    test("again when asked again from an earlier time, and what came since from the same time", async () => {
      await created("c1", T);
      expect(await ids(T + 1)).toEqual([]);
      expect(await ids(T)).toEqual(["c1"]);
      await created("c2", T + 1);
      expect(await ids(T + 1)).toEqual(["c2"]);
    });
  });
}
