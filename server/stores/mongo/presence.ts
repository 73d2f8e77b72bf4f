import { trusted } from "mongoose";
import type { PresenceStore } from "../../nodes/presence-store.ts";
import { reach } from "./away.ts";
import type { Models } from "./models.ts";

/** Rows of nodes that died are kept so long, whatever the clocks of nodes say. */
const A_DAY_MS = 86_400_000;

export function mongoPresence({ presence }: Pick<Models, "presence">): PresenceStore {
  return {
    say: (siteId, node, people, until) =>
      reach(async () => {
        const _id = `${siteId}/${node}`;
        const body = JSON.stringify(people);
        if (people.length === 0) await presence.deleteOne({ _id });
        else await presence.updateOne({ _id }, { $set: { siteId, node, until, body } }, { upsert: true });
        await presence.deleteMany({ siteId, until: trusted({ $lt: until - A_DAY_MS }) });
      }),
    elsewhere: (siteId, node, now) =>
      reach(async () => {
        const others = { siteId, node: trusted({ $ne: node }), until: trusted({ $gt: now }) };
        const found = await presence.find(others, { body: 1 }).lean();
        return found.flatMap(({ body }) => JSON.parse(body) as string[]);
      }),
  };
}
