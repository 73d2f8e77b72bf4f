import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { SettingsRecord } from "../settings/settings-store.ts";
import { newSite, type OpenStores } from "./examples.contract.ts";
import type { Stores } from "./ports.ts";

/** What every SettingsStore and SightingStore does. */
export function describeSettingsStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps settings and where the widget was seen`, () => {
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

    const record = (v: number, values: SettingsRecord["values"] = {}): SettingsRecord => ({
      siteId: site,
      v,
      values,
      secrets: {},
      changedAt: "2026-11-23T10:00:00.000Z",
      changedBy: "person-ana",
    });
    const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();
    const origins = async () => (await two.sightings.seen(site)).map(({ origin }) => origin);

    test("what one node has set, the other finds; of another site it finds nothing", async () => {
      const set = record(1, { "widget.color": "#112233", "teams.a.hours": { "mon-fri": "09:00-17:00" } });
      expect(await two.settings.current(site)).toBeUndefined();
      expect(await one.settings.save(set)).toBe(true);
      expect(await two.settings.current(site)).toEqual(set);
      expect(await two.settings.current(newSite())).toBeUndefined();
    });

    test("of two who change the same version, one wins and the other is told", async () => {
      const both = await Promise.all([one.settings.save(record(1)), two.settings.save(record(1))]);
      expect(both.sort()).toEqual([false, true]);
      expect(await one.settings.save(record(2, { name: "A" }))).toBe(true);
      expect(await two.settings.save(record(2, { name: "B" }))).toBe(false);
      expect(await two.settings.save(record(4))).toBe(false);
      expect((await two.settings.current(site))?.values).toEqual({ name: "A" });
    });

    test("an origin is there once, with when it was seen last, newest first", async () => {
      const seen = (origin: string, second: number, allowed = true) =>
        one.sightings.see({ siteId: site, origin, at: at(second), allowed });
      await seen("https://a.example", 1);
      await seen("https://b.example", 2, false);
      await seen("https://a.example", 3, false);
      await seen("https://a.example", 2);
      expect(await two.sightings.seen(site)).toEqual([
        { siteId: site, origin: "https://a.example", at: at(3), allowed: false },
        { siteId: site, origin: "https://b.example", at: at(2), allowed: false },
      ]);
      expect(await two.sightings.seen(newSite())).toEqual([]);
    });

    test("of many origins the newest fifty are kept: nobody fills the store by making them up", async () => {
      for (let n = 0; n < 53; n++)
        await one.sightings.see({ siteId: site, origin: `https://o${n}.example`, at: at(n), allowed: true });
      const kept = await origins();
      expect(kept).toHaveLength(50);
      expect([kept[0], kept.at(-1)]).toEqual(["https://o52.example", "https://o3.example"]);
    });
  });
}
