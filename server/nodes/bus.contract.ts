import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { aConversation, newSite } from "../stores/examples.contract.ts";
import type { Stores } from "../stores/ports.ts";
import type { Bus, Hint } from "../turns/bus.ts";

export interface OpenedBuses {
  readonly one: Bus;
  readonly two: Bus;
  /** A store that both nodes use. */
  readonly stores: Stores;
  readonly site: string;
  /** Resolves when all that node one has told has reached node two. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** What every Bus does: what happens at node one is heard at both, once. */
export function describeBus(name: string, open: (site: string) => Promise<OpenedBuses>): void {
  describe(`${name} tells that a conversation moved on`, () => {
    let opened: OpenedBuses;
    beforeEach(async () => {
      opened = await open(newSite());
    });
    afterEach(() => opened.close());

    /** As a turn does it: first the store, then the hint. */
    async function move(id: string, seq: number, note?: Hint["note"]): Promise<void> {
      const { stores, site, one } = opened;
      const before = await stores.conversations.load(site, id);
      const empty = aConversation(site, id);
      const updatedAt = new Date().toISOString();
      const notes = note ? [note] : [];
      const next = { ...(before ?? empty), updatedAt, talk: { ...empty.talk, seq }, notes };
      if (before) await stores.conversations.save({ ...next, v: before.v + 1 });
      else await stores.conversations.create(next);
      one.tell({ conversation: id, seq, status: "bot", ...(note && { note }) });
    }

    function hear(node: "one" | "two", conversation?: string): Hint[] {
      const hints: Hint[] = [];
      // To settle, an adapter may tell of conversations of its own.
      const ours = (hint: Hint) => /^c\d$/.test(hint.conversation) && hints.push(hint);
      if (conversation === undefined) opened[node].listenToAll(ours);
      else opened[node].listen(conversation, (hint) => hints.push(hint));
      return hints;
    }

    test("whoever listens to it hears of it once, at both nodes, with seq and status", async () => {
      const here = hear("one", "c1");
      const there = hear("two", "c1");
      await move("c1", 3);
      expect(here).toEqual([{ conversation: "c1", seq: 3, status: "bot" }]);
      await opened.settle();
      expect(there).toEqual(here);
      await opened.settle();
      expect([here.length, there.length]).toEqual([1, 1]);
    });

    test("each of two moves is heard, or the last of them: nobody stays behind", async () => {
      const there = hear("two", "c1");
      await move("c1", 3);
      await opened.settle();
      await move("c1", 5);
      await move("c1", 6);
      await opened.settle();
      expect(there.at(-1)?.seq).toBe(6);
    });

    test("whoever listens to another one does not, and whoever listens to all hears of both", async () => {
      const other = hear("two", "c2");
      const all = hear("two");
      await move("c1", 3);
      await opened.settle();
      expect(other).toEqual([]);
      await move("c2", 4);
      await opened.settle();
      expect(other.map(({ seq }) => seq)).toEqual([4]);
      expect(all.map(({ conversation }) => conversation)).toEqual(["c1", "c2"]);
    });

    test("a line to colleagues reaches those who hear of everything, once", async () => {
      const here = hear("one");
      const there = hear("two");
      const note = { id: "c1:2", at: new Date().toISOString(), team: "sales", text: "call them" };
      await move("c1", 3, note);
      await opened.settle();
      await opened.settle();
      expect(here.flatMap((hint) => hint.note ?? [])).toEqual([note]);
      expect(there.flatMap((hint) => hint.note ?? [])).toEqual([note]);
    });

    test("whoever stopped listening hears nothing more", async () => {
      const hints: Hint[] = [];
      const stop = opened.two.listen("c1", (hint) => hints.push(hint));
      stop();
      await move("c1", 3);
      await opened.settle();
      expect(hints).toEqual([]);
    });
  });
}
