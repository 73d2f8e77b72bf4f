import { trusted } from "mongoose";
import type { LineStore } from "../../handoff/line-store.ts";
import { reach } from "./away.ts";
import type { Models } from "./models.ts";

export function mongoLine({ conversations }: Pick<Models, "conversations">): LineStore {
  return {
    ahead: (siteId, since, id) =>
      reach(() => {
        const before = [{ listedAt: trusted({ $lt: since }) }, { listedAt: since, id: trusted({ $lt: id }) }];
        return conversations.countDocuments({ siteId, queue: "waiting", $or: before });
      }),
    loads: (siteId) =>
      reach(async () => {
        const found = await conversations.aggregate<{ _id: string | null; n: number }>([
          { $match: { siteId, queue: "mine" } },
          { $group: { _id: "$ownerId", n: { $sum: 1 } } },
        ]);
        return new Map(found.flatMap(({ _id, n }) => (_id === null ? [] : [[_id, n] as const])));
      }),
  };
}
