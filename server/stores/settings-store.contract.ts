import { describe, expect, test } from "@jest/globals";
import type { SettingsRecord } from "../settings/settings-store.ts";
import { newSite, type OpenStores, onTwoNodes } from "./examples.contract.ts";

/** What every SettingsStore and SightingStore does. */
export function describeSettingsStore(name: string, open: () => Promise<OpenStores>): void {
  describe(`${name} keeps settings and where the widget was seen`, () => {
    const here = onTwoNodes(open);

    const record = (v: number, values: SettingsRecord["values"] = {}): SettingsRecord => ({
      siteId: here.site,
      v,
      values,
      secrets: {},
      changedAt: "2026-11-23T10:00:00.000Z",
      changedBy: "person-ana",
    });
    const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();
    const origins = async () => (await here.two.sightings.seen(here.site)).map(({ origin }) => origin);

    test("what one node has set, the other finds; of another site it finds nothing", async () => {
      const set = record(1, { "widget.color": "#112233", "teams.a.hours": { "mon-fri": "09:00-17:00" } });
      expect(await here.two.settings.current(here.site)).toBeUndefined();
      expect(await here.one.settings.save(set)).toBe(true);
      expect(await here.two.settings.current(here.site)).toEqual(set);
      expect(await here.two.settings.current(newSite())).toBeUndefined();
    });

    test("of two who change the same version, one wins and the other is told", async () => {
      const both = await Promise.all([here.one.settings.save(record(1)), here.two.settings.save(record(1))]);
      expect(both.filter(Boolean)).toEqual([true]);
      expect(await here.one.settings.save(record(2, { name: "A" }))).toBe(true);
      expect(await here.two.settings.save(record(2, { name: "B" }))).toBe(false);
      expect(await here.two.settings.save(record(4))).toBe(false);
      expect((await here.two.settings.current(here.site))?.values).toEqual({ name: "A" });
    });

    test("an origin is there once, with when it was seen last, newest first", async () => {
      const seen = (origin: string, second: number, allowed = true) =>
        here.one.sightings.see({ siteId: here.site, origin, at: at(second), allowed });
      await seen("https://a.example", 1);
      await seen("https://b.example", 2, false);
      await seen("https://a.example", 3, false);
      await seen("https://a.example", 2);
      expect(await here.two.sightings.seen(here.site)).toEqual([
        { siteId: here.site, origin: "https://a.example", at: at(3), allowed: false },
        { siteId: here.site, origin: "https://b.example", at: at(2), allowed: false },
      ]);
      expect(await here.two.sightings.seen(newSite())).toEqual([]);
    });

    test("of many origins the newest fifty are kept: nobody fills the store by making them up", async () => {
      for (let n = 0; n < 53; n++)
        await here.one.sightings.see({
          siteId: here.site,
          origin: `https://o${n}.example`,
          at: at(n),
          allowed: true,
        });
      const kept = await origins();
      expect(kept).toHaveLength(50);
      expect([kept[0], kept.at(-1)]).toEqual(["https://o52.example", "https://o3.example"]);
    });
  });
}
