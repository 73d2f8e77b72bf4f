import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Message } from "../../engine/index.ts";
import type { InboxQuery } from "../inbox/inbox-query.ts";
import { aConversation, newSite, type OpenStores, pagesOf } from "./examples.contract.ts";
import { type Conversation, CursorError, type Stores } from "./ports.ts";

/** What every InboxSearch does. */
export function describeInboxSearch(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} finds conversations`, () => {
    let store: Stores;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      store = opened.nodes[0];
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    const at = (minute: number) => `2026-11-23T09:${String(minute).padStart(2, "0")}:00.000Z`;
    const kept = (id: string, changes: Partial<Conversation> = {}) =>
      store.conversations.create(aConversation(site, id, changes));
    const ids = async (query: Partial<InboxQuery>) =>
      (await store.inboxSearch.search({ siteId: site, scores: [], words: [], limit: 10, ...query })).rows.map(
        ({ id }) => id,
      );

    /** A conversation in which the visitor said this last. */
    function saying(text: string, more: Partial<Message> = {}): Partial<Conversation> {
      const message: Message = { seq: 1, from: "visitor", at: at(0), text, ...more };
      const turn = { turn: 1, seqFrom: 1, seqTo: 1, at: at(0), event: {}, reading: undefined };
      return { turns: [{ ...turn, messages: [message] }] };
    }

    function scored(score: number, grade: "hot" | "warm"): Partial<Conversation> {
      const receipt = [{ because: "because", add: score, counted: true }];
      return { lead: { ...aConversation(site, "x").lead, score, grade, receipt } };
    }

    test("by the beginnings of words, all of them, in any order, without accents and in any case", async () => {
      await kept("a", saying("Wir verlieren Anfragen über Nacht, MÜLLER!"));
      await kept("b", saying("we lose requests over night"));
      expect(await ids({ words: ["nach"] })).toEqual(["a"]);
      expect(await ids({ words: ["muller", "verl"] })).toEqual(["a"]);
      expect(await ids({ words: ["nacht", "requests"] })).toEqual([]);
      expect(await ids({ words: ["acht"] })).toEqual([]);
    });

    test("also by words of earlier turns, which the conversation does not hold any more", async () => {
      const first = await kept("a", saying("our budget is tight"));
      await store.conversations.save({ ...first, ...saying("bye"), v: 2 });
      expect(await ids({ words: ["budget"] })).toEqual(["a"]);
      expect(await ids({ words: ["bye"] })).toEqual(["a"]);
    });

    test("never by what answers a private question, nor by what the bot says", async () => {
      await kept("a", saying("4111-secret", { forReps: { text: "Private answer" } }));
      await kept("b", saying("unicorns", { from: "bot" }));
      expect(await ids({ words: ["secret"] })).toEqual([]);
      expect(await ids({ words: ["unicorns"] })).toEqual([]);
    });

    test("by queue, owner, team, playbook, grade and the beginning of the path", async () => {
      const rita = { id: "rita", name: "Rita" };
      const page = { url: "https://example.com/blog/one?utm=x" };
      await kept("mine", { queue: "mine", owner: rita, updatedAt: at(3) });
      await kept("blog", { page, updatedAt: at(2), ...scored(80, "hot") });
      const { talk } = aConversation(site, "x");
      await kept("team", { talk: { ...talk, team: "sales", playbook: "b2b" }, updatedAt: at(1) });
      expect(await ids({})).toEqual(["mine", "blog", "team"]);
      expect(await ids({ queue: "mine", owner: "rita" })).toEqual(["mine"]);
      expect(await ids({ queue: "mine", owner: "noor" })).toEqual([]);
      expect(await ids({ page: "/blog" })).toEqual(["blog"]);
      expect(await ids({ page: "/blog/one?" })).toEqual([]);
      expect(await ids({ grade: "hot" })).toEqual(["blog"]);
      expect(await ids({ team: "sales" })).toEqual(["team"]);
      expect(await ids({ playbook: "b2b" })).toEqual(["team"]);
    });

    test("by bounds of the score; what has none fits none", async () => {
      await kept("s70", scored(70, "warm"));
      await kept("s71", scored(71, "hot"));
      const without = { ...aConversation(site, "x").lead, receipt: [] };
      await kept("none", { lead: without });
      const by = async (is: InboxQuery["scores"][number]["is"], than: number) =>
        (await ids({ scores: [{ is, than }] })).toSorted();
      expect(await by(">", 70)).toEqual(["s71"]);
      expect(await by(">=", 70)).toEqual(["s70", "s71"]);
      expect(await by("<", 71)).toEqual(["s70"]);
      expect(await by("<=", 100)).toEqual(["s70", "s71"]);
      expect(await by("=", 71)).toEqual(["s71"]);
    });

    test("by a mention, until it was looked at, and counts them", async () => {
      const talked = await kept("a", { mentioned: ["rita", "noor"] });
      await kept("b", { mentioned: ["rita2"] });
      expect(await ids({ mentioned: "rita" })).toEqual(["a"]);
      expect(await store.inboxSearch.mentions(site, "rita")).toBe(1);
      await store.conversations.save({ ...talked, v: 2, mentioned: ["noor"] });
      expect(await ids({ mentioned: "rita" })).toEqual([]);
      expect(await store.inboxSearch.mentions(site, "rita")).toBe(0);
      expect(await store.inboxSearch.mentions(site, "noor")).toBe(1);
    });

    test("nothing of one that was erased", async () => {
      const told = await kept("a", { ...saying("zebra"), ...scored(90, "hot"), mentioned: ["rita"] });
      await store.conversations.save({ ...told, v: 2, queue: "erased", turns: [], mentioned: [] });
      expect(await ids({ words: ["zebra"] })).toEqual([]);
      expect(await ids({ scores: [{ is: ">", than: 1 }] })).toEqual([]);
      expect(await store.inboxSearch.mentions(site, "rita")).toBe(0);
    });

    test("newest change first, page by page, also where times are equal", async () => {
      for (const [n, minute] of [1, 1, 2, 2, 3].entries()) await kept(`c${n}`, { updatedAt: at(minute) });
      const pages = await pagesOf((cursor) =>
        store.inboxSearch.search({
          siteId: site,
          scores: [],
          words: [],
          limit: 2,
          ...(cursor !== undefined && { cursor }),
        }),
      );
      expect(pages.map((page) => page.map(({ id }) => id))).toEqual([["c4", "c3"], ["c2", "c1"], ["c0"]]);
      await expect(ids({ cursor: "nonsense" })).rejects.toThrow(CursorError);
    });
  });
}
