import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Visit } from "../live/visit-store.ts";
import { newSite, type OpenStores } from "./examples.contract.ts";
import type { Stores } from "./ports.ts";

/** What every VisitStore and ResumeLinkStore does. */
export function describeVisitStores(name: string, open: () => Promise<OpenStores>): void {
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

  const visit = (conversation: string, change: Partial<Visit> = {}): Visit => ({
    siteId: site,
    conversation,
    path: "/pricing",
    title: "Prices",
    since: 100,
    pageSince: 100,
    seen: 2,
    until: 200,
    ...change,
  });

  describe(`${name} keeps who is on the site`, () => {
    const here = async (now = 150, limit = 10) =>
      (await two.visits.here(site, now, limit)).map(({ conversation }) => conversation);

    test("those who came last first, of one site, no more than asked for", async () => {
      await one.visits.say(visit("c1", { since: 100 }));
      await two.visits.say(visit("c2", { since: 120 }));
      await one.visits.say(visit("c3", { since: 110 }));
      expect(await here()).toEqual(["c2", "c3", "c1"]);
      expect(await here(150, 2)).toEqual(["c2", "c3"]);
      expect(await two.visits.here(newSite(), 150, 10)).toEqual([]);
    });

    test("what is said takes the place of what was said before", async () => {
      await one.visits.say(visit("c1"));
      const later = visit("c1", { path: "/security", title: "", seen: 5, until: 300 });
      await two.visits.say(later);
      expect(await one.visits.of(site, "c1")).toEqual(later);
      expect(await here()).toEqual(["c1"]);
    });

    test("whoever says nothing until their time is over, or leaves, is not there; what they saw is known a while", async () => {
      await one.visits.say(visit("c1", { until: 200 }));
      await one.visits.say(visit("c2", { until: 300 }));
      expect(await here(200)).toEqual(["c2"]);
      await two.visits.leave(site, "c2", 210);
      // It is over already: leaving does not bring it back.
      await two.visits.leave(site, "c1", 210);
      expect(await here(210)).toEqual([]);
      expect((await one.visits.of(site, "c1"))?.until).toBe(200);
      expect((await one.visits.of(site, "c2"))?.until).toBe(210);
    });

    test("forgets one, and sweeps those that were over before a time", async () => {
      await one.visits.say(visit("c1"));
      await one.visits.say(visit("c2"));
      await one.visits.say(visit("c3", { until: 900 }));
      await two.visits.forget(site, "c1");
      expect(await one.visits.of(site, "c1")).toBeUndefined();
      await two.visits.sweep(site, 500);
      expect(await one.visits.of(site, "c2")).toBeUndefined();
      expect((await one.visits.of(site, "c3"))?.until).toBe(900);
    });
  });

  describe(`${name} keeps links by which conversations go on elsewhere`, () => {
    const link = (token: string, conversation = "c1", expiresAt = 500) => ({
      siteId: site,
      token,
      conversation,
      address: "hash",
      expiresAt,
      usedBy: undefined,
    });

    test("a link is used by one, who may ask again, and by nobody else", async () => {
      await one.resumeLinks.add(link("t1"));
      const used = await Promise.all([
        one.resumeLinks.use(site, "t1", "ana"),
        two.resumeLinks.use(site, "t1", "bo"),
      ]);
      expect(used.filter(Boolean)).toEqual([true]);
      const winner = used[0] ? "ana" : "bo";
      expect(await two.resumeLinks.use(site, "t1", winner)).toBe(true);
      expect((await two.resumeLinks.find(site, "t1"))?.usedBy).toBe(winner);
      expect(await one.resumeLinks.use(site, "t9", "ana")).toBe(false);
    });

    test("the same token again changes nothing", async () => {
      await one.resumeLinks.add(link("t1"));
      await one.resumeLinks.use(site, "t1", "ana");
      await two.resumeLinks.add(link("t1", "c2"));
      expect(await one.resumeLinks.find(site, "t1")).toEqual({ ...link("t1"), usedBy: "ana" });
    });

    test("those of a conversation, and those that ran out, are forgotten; those of other sites stay", async () => {
      await one.resumeLinks.add(link("t1"));
      await one.resumeLinks.add(link("t2", "c2"));
      await one.resumeLinks.add(link("t3", "c3", 900));
      await two.resumeLinks.forget(site, "c1");
      await two.resumeLinks.forget(newSite(), "c2");
      expect(await one.resumeLinks.find(site, "t1")).toBeUndefined();
      expect(await one.resumeLinks.find(site, "t2")).toBeDefined();
      await two.resumeLinks.sweep(site, 600);
      expect(await one.resumeLinks.find(site, "t2")).toBeUndefined();
      expect(await one.resumeLinks.find(site, "t3")).toBeDefined();
    });
  });
}
