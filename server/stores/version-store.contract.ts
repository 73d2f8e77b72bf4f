import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { VersionStore } from "../playbooks/version-store.ts";
import { atOnce, aVersion, newSite, type OpenStores } from "./examples.contract.ts";

/** What every VersionStore does. An adapter's own test file is one call of this. */
export function describeVersionStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps playbook versions`, () => {
    let store: VersionStore;
    let other: VersionStore;
    let close: () => Promise<void>;
    let site: string;
    beforeAll(async () => {
      const opened = await open();
      store = opened.nodes[0].versions;
      other = opened.nodes[1].versions;
      close = opened.close;
    });
    afterAll(() => close());
    beforeEach(() => {
      site = newSite();
    });

    test("a published version loads by its hash and is live, in its site", async () => {
      const version = aVersion(site, "demo", "h1");
      await store.publish(version);
      expect(await other.load(site, "h1")).toEqual(version);
      expect(await other.live(site)).toEqual([version]);
      expect(await store.load(site, "h2")).toBeUndefined();
      expect(await store.load(newSite(), "h1")).toBeUndefined();
      expect(await store.live(newSite())).toEqual([]);
    });

    test("a version keeps what it was published with", async () => {
      const parts = [{ file: "demo.de.yml", text: "Hallo\n" }];
      const trained = { "": "[1,2]" };
      const version = { ...aVersion(site, "demo", "h1"), parts, trained, note: "for the fair" };
      await store.publish(version);
      expect(await other.load(site, "h1")).toEqual(version);
      expect(await other.live(site)).toEqual([version]);
    });

    test("a newer version takes the place of the live one, and the older still loads", async () => {
      await store.publish(aVersion(site, "demo", "h1"));
      await store.publish(aVersion(site, "demo", "h2"));
      expect((await store.live(site)).map(({ hash }) => hash)).toEqual(["h2"]);
      expect(await store.load(site, "h1")).toEqual(aVersion(site, "demo", "h1"));
    });

    test("the same version again keeps its first publishing, and is the live one again", async () => {
      await store.publish(aVersion(site, "demo", "h1"));
      await store.publish(aVersion(site, "demo", "h2"));
      await store.publish({ ...aVersion(site, "demo", "h1"), publishedAt: "2027-01-01T00:00:00.000Z" });
      expect(await store.live(site)).toEqual([aVersion(site, "demo", "h1")]);
    });

    test("each playbook has its own live version, by playbook name", async () => {
      await store.publish(aVersion(site, "welcome", "h2"));
      await store.publish(aVersion(site, "demo", "h1"));
      expect((await other.live(site)).map(({ playbook, hash }) => [playbook, hash])).toEqual([
        ["demo", "h1"],
        ["welcome", "h2"],
      ]);
    });

    test("two playbooks of one text are two", async () => {
      await store.publish(aVersion(site, "demo", "h1"));
      await store.publish(aVersion(site, "copy", "h1"));
      expect((await store.live(site)).map(({ playbook }) => playbook)).toEqual(["copy", "demo"]);
    });

    test("a retired playbook is not live, still loads, and can come back", async () => {
      await store.publish(aVersion(site, "demo", "h1"));
      await store.publish(aVersion(site, "welcome", "h2"));
      await store.retire(site, "demo");
      await store.retire(site, "never-was");
      expect((await other.live(site)).map(({ playbook }) => playbook)).toEqual(["welcome"]);
      expect(await other.load(site, "h1")).toEqual(aVersion(site, "demo", "h1"));
      await store.publish(aVersion(site, "demo", "h1"));
      expect(await store.live(site)).toHaveLength(2);
    });

    test("when nodes publish at once, each version is kept and one of them is live", async () => {
      const hashes = Array.from({ length: 10 }, (_, n) => `h${n}`);
      await Promise.all(
        atOnce([store, other], hashes.length, (node, n) =>
          node.publish(aVersion(site, "demo", hashes[n] ?? "")),
        ),
      );
      const live = await store.live(site);
      expect(live).toHaveLength(1);
      expect(hashes).toContain(live[0]?.hash);
      const loaded = await Promise.all(hashes.map((hash) => store.load(site, hash)));
      expect(loaded.map((version) => version?.hash)).toEqual(hashes);
    });
  });
}
