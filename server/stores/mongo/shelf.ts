import type { ShelfStore } from "../../inbox/shelf-store.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { Models } from "./models.ts";

export function mongoShelf({ shelf }: Pick<Models, "shelf">): ShelfStore {
  const keyOf = (siteId: string, id: string) => `${siteId}/${id}`;
  return {
    load: (siteId, id) =>
      reach(async () => {
        const found = await shelf.findOne({ _id: keyOf(siteId, id) }).lean();
        return found === null
          ? undefined
          : { siteId, id, v: found.v, body: JSON.parse(found.body) as unknown };
      }),
    keep: ({ siteId, id, v, body }) =>
      reach(async () => {
        const _id = keyOf(siteId, id);
        const text = JSON.stringify(body);
        if (v === 1) return await insertIfAbsent(shelf, { _id, siteId, v, body: text });
        const { matchedCount } = await shelf.updateOne({ _id, v: v - 1 }, { $set: { v, body: text } });
        return matchedCount === 1;
      }),
    drop: (siteId, id) =>
      reach(async () => {
        await shelf.deleteOne({ _id: keyOf(siteId, id) });
      }),
  };
}
