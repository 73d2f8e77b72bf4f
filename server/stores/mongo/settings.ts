import { trusted } from "mongoose";
import type { SettingsRecord, SettingsStore } from "../../settings/settings-store.ts";
import type { SightingStore } from "../../settings/sighting-store.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { SettingsModels } from "./settings-models.ts";

const MOST_ORIGINS = 50;

export function mongoSettings({ settings }: SettingsModels): SettingsStore {
  return {
    current: (siteId) =>
      reach(async () => {
        const found = await settings.findOne({ _id: siteId }, { body: 1 }).lean();
        return found ? (JSON.parse(found.body) as SettingsRecord) : undefined;
      }),
    save: (record) =>
      reach(async () => {
        const { siteId, v } = record;
        const body = JSON.stringify(record);
        if (v === 1) return await insertIfAbsent(settings, { _id: siteId, siteId, v, body });
        const { matchedCount } = await settings.updateOne({ _id: siteId, v: v - 1 }, { $set: { v, body } });
        return matchedCount === 1;
      }),
  };
}

export function mongoSightings({ sightings }: SettingsModels): SightingStore {
  const newest = (siteId: string) =>
    sightings.find({ siteId }).sort({ at: -1, origin: 1 }).limit(MOST_ORIGINS).lean();
  return {
    see: (sighting) =>
      reach(async () => {
        const { siteId, origin, at, allowed } = sighting;
        const _id = `${siteId}/${origin}`;
        const isNew = await insertIfAbsent(sightings, { _id, ...sighting });
        if (!isNew) await sightings.updateOne({ _id, at: trusted({ $lt: at }) }, { $set: { at, allowed } });
        if (!isNew) return;
        const kept = (await newest(siteId)).map((one) => one.origin);
        if (kept.length === MOST_ORIGINS)
          await sightings.deleteMany({ siteId, origin: trusted({ $nin: kept }) });
      }),
    seen: (siteId) =>
      reach(async () =>
        (await newest(siteId)).map(({ origin, at, allowed }) => ({ siteId, origin, at, allowed })),
      ),
  };
}
