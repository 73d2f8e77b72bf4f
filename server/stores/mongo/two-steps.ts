import type { TwoStepRecord, TwoStepStore } from "../../auth/two-step-store.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { Models } from "./models.ts";

export function mongoTwoSteps({ twoSteps }: Models): TwoStepStore {
  return {
    load: (siteId, person) =>
      reach(async () => {
        const found = await twoSteps.findOne({ _id: keyOf(siteId, person) }).lean();
        return found ? (JSON.parse(found.body) as TwoStepRecord) : undefined;
      }),
    save: (record) =>
      reach(async () => {
        const { siteId, person, v } = record;
        const _id = keyOf(siteId, person);
        const body = JSON.stringify(record);
        if (v === 1) return await insertIfAbsent(twoSteps, { _id, siteId, v, body });
        const saved = await twoSteps.updateOne({ _id, v: v - 1 }, { $set: { v, body } });
        return saved.matchedCount === 1;
      }),
    remove: (siteId, person) =>
      reach(async () => {
        await twoSteps.deleteOne({ _id: keyOf(siteId, person) });
      }),
  };
}

function keyOf(siteId: string, person: string): string {
  return `${siteId}/${person}`;
}
