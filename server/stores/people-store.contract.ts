import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { PeopleStore } from "../auth/people-store.ts";
import { anInvite, aPerson, aSession, atOnce, newSite, type OpenStores } from "./examples.contract.ts";

/** What every PeopleStore does. An adapter's own test file is one call of this. */
export function describePeopleStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps people`, () => {
    let store: PeopleStore;
    let other: PeopleStore;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      store = opened.nodes[0].people;
      other = opened.nodes[1].people;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    test("somebody who was added is found by id and by address, in their site", async () => {
      const rita = aPerson(site, "rita");
      expect(await store.add(rita)).toBe(true);
      expect(await other.byId(site, "rita")).toEqual(rita);
      expect(await other.byEmail(site, "rita@example.com")).toEqual(rita);
      expect(await store.byId(newSite(), "rita")).toBeUndefined();
      expect(await store.byEmail(newSite(), "rita@example.com")).toBeUndefined();
      expect(await store.byEmail(site, "rita@example.com\0")).toBeUndefined();
    });

    test("an address that is taken is refused and changes nothing; another site may have it", async () => {
      await store.add(aPerson(site, "rita"));
      expect(await store.add(aPerson(site, "imposter", { email: "rita@example.com", role: "admin" }))).toBe(
        false,
      );
      expect(await store.list(site)).toEqual([aPerson(site, "rita")]);
      expect(await store.add(aPerson(newSite(), "rita"))).toBe(true);
    });

    test("an id that is taken is a fault, not a taken address", async () => {
      await store.add(aPerson(site, "rita"));
      await expect(store.add(aPerson(site, "rita", { email: "new@example.com" }))).rejects.toThrow();
      expect(await store.list(site)).toEqual([aPerson(site, "rita")]);
    });

    test("of 20 people who are added at once with one address, one is", async () => {
      const added = await Promise.all(
        atOnce([store, other], 20, (node, n) => node.add(aPerson(site, `p${n}`, { email: "x@example.com" }))),
      );
      expect(added.filter((yes) => yes)).toHaveLength(1);
      expect((await store.list(site)).map(({ id }) => id)).toEqual([`p${added.indexOf(true)}`]);
    });

    test("a change of a person is kept, their address included", async () => {
      await store.add(aPerson(site, "rita"));
      const changed = aPerson(site, "rita", {
        email: "rita@new.example",
        role: "admin",
        passwordHash: "$argon2id$…",
      });
      await store.update(changed);
      expect(await other.byEmail(site, "rita@new.example")).toEqual(changed);
      expect(await other.byEmail(site, "rita@example.com")).toBeUndefined();
    });

    test("a change to somebody else's address is refused; a change of nobody adds nobody", async () => {
      await store.add(aPerson(site, "rita"));
      await store.add(aPerson(site, "noor"));
      await expect(store.update(aPerson(site, "rita", { email: "noor@example.com" }))).rejects.toThrow();
      await store.update(aPerson(site, "nobody"));
      expect(await store.list(site)).toEqual([aPerson(site, "noor"), aPerson(site, "rita")]);
    });

    test("a session holds until it is ended", async () => {
      const session = aSession(site, "s1");
      await store.putSession(session);
      expect(await other.session(site, "s1")).toEqual(session);
      expect(await other.session(newSite(), "s1")).toBeUndefined();
      await other.putSession({ ...session, expiresAt: session.expiresAt + 1 });
      expect((await store.session(site, "s1"))?.expiresAt).toBe(session.expiresAt + 1);
      await other.extendSession({ ...session, expiresAt: session.expiresAt + 2 });
      expect((await store.session(site, "s1"))?.expiresAt).toBe(session.expiresAt + 2);
      await store.endSession(site, "s1");
      expect(await other.session(site, "s1")).toBeUndefined();
      await other.extendSession(session);
      expect(await store.session(site, "s1")).toBeUndefined();
      await store.endSession(site, "s1");
    });

    test("sessions of one person are listed and ended together, but the one that is named", async () => {
      await store.putSession(aSession(site, "s1"));
      await store.putSession(aSession(site, "s2"));
      await store.putSession({ ...aSession(site, "s3"), person: "p2" });
      expect((await other.sessionsOf(site, "p1")).map(({ id }) => id).sort()).toEqual(["s1", "s2"]);
      await other.endSessions(site, "p1", "s2");
      expect(await store.sessionsOf(site, "p1")).toEqual([aSession(site, "s2")]);
      await other.endSessions(site, "p1");
      expect(await store.sessionsOf(site, "p1")).toEqual([]);
      expect(await store.session(site, "s3")).toBeDefined();
    });

    test("a sweep deletes what ran out, and nothing else", async () => {
      await store.putSession({ ...aSession(site, "old"), expiresAt: 10 });
      await store.putSession({ ...aSession(site, "new"), expiresAt: 11 });
      await store.putInvite({ ...anInvite(site, "old"), expiresAt: 10 });
      await store.putInvite({ ...anInvite(site, "new"), expiresAt: 11 });
      expect(await other.sweep(newSite(), 10)).toBe(0);
      expect(await other.sweep(site, 10)).toBe(2);
      expect(await store.session(site, "old")).toBeUndefined();
      expect(await store.invite(site, "old")).toBeUndefined();
      expect(await store.session(site, "new")).toBeDefined();
      expect(await store.invite(site, "new")).toBeDefined();
      await store.endInvites(site, "p1");
      expect(await store.invite(site, "new")).toBeUndefined();
    });

    test("looking at an invite does not spend it; spending it does, once", async () => {
      const invite = anInvite(site, "i1");
      await store.putInvite(invite);
      expect(await other.invite(site, "i1")).toEqual(invite);
      expect(await other.invite(site, "i1")).toEqual(invite);
      expect(await store.spendInvite(newSite(), "i1")).toBe(false);
      expect(await store.spendInvite(site, "i1")).toBe(true);
      expect(await store.spendInvite(site, "i1")).toBe(false);
      expect(await store.invite(site, "i1")).toBeUndefined();
    });

    test("of 20 callers who spend an invite at once over two nodes, one does", async () => {
      await store.putInvite(anInvite(site, "i1"));
      const spent = await Promise.all(atOnce([store, other], 20, (node) => node.spendInvite(site, "i1")));
      expect(spent.filter((yes) => yes)).toHaveLength(1);
    });
  });
}
