import { trusted } from "mongoose";
import type { Change, ChangeFeed } from "../../nodes/change-feed.ts";
import { reach } from "./away.ts";
import type { Models } from "./models.ts";

export function mongoChanges({ conversations }: Pick<Models, "conversations">): ChangeFeed {
  return {
    changed: (siteId, since, limit) =>
      reach(async () => {
        const found = await conversations
          .find(
            { siteId, changedAt: trusted({ $gte: since }) },
            { _id: 0, id: 1, changedAt: 1, seq: 1, status: 1, notes: 1, acts: 1 },
          )
          .sort({ changedAt: 1, id: 1 })
          .limit(limit)
          .lean();
        return found.map(({ id, changedAt, seq, status, notes, acts }): Change => {
          const told = status as Change["status"] | null;
          const counted = { notes: notes ?? 0, acts: acts ?? 0 };
          return { id, at: changedAt ?? since, seq: seq ?? 0, status: told ?? "bot", ...counted };
        });
      }),
  };
}
