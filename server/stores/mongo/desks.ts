import type { DeskRecord, DeskStore } from "../../handoff/desk-store.ts";
import type { Stance } from "../../wire/handoff.ts";
import { reach } from "./away.ts";
import type { Models } from "./models.ts";

export function mongoDesks({ desks }: Pick<Models, "desks">): DeskStore {
  return {
    all: (siteId) =>
      reach(async () => {
        const found = await desks.find({ siteId }).lean();
        return found.map(
          ({ person, stance, activeAt, askedAt }): DeskRecord => ({
            person,
            ...(stance && { stance: stance as Stance }),
            ...(typeof activeAt === "number" && { activeAt }),
            ...(typeof askedAt === "number" && { askedAt }),
          }),
        );
      }),
    change: (siteId, { person, stance, activeAt, askedAt }) =>
      reach(async () => {
        const times = {
          ...(activeAt !== undefined && { activeAt }),
          ...(askedAt !== undefined && { askedAt }),
        };
        await desks.updateOne(
          { _id: `${siteId}/${person}` },
          {
            $set: { siteId, person, ...(stance !== undefined && { stance }) },
            ...(Object.keys(times).length > 0 && { $max: times }),
          },
          { upsert: true },
        );
      }),
  };
}
