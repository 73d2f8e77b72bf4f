import { trusted } from "mongoose";
import type { VisitorStore, VisitorToken } from "../../visitors/visitor-store.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { Models } from "./models.ts";

export function mongoVisitors({ visitorTokens }: Models): VisitorStore {
  return {
    find: (siteId, id) =>
      reach(async () => {
        const found = await visitorTokens.findOne({ _id: keyOf(siteId, id) }).lean();
        if (!found) return undefined;
        const { body, expiresAt, replacedBy } = found;
        return { ...(JSON.parse(body) as VisitorToken), expiresAt, replacedBy: replacedBy ?? undefined };
      }),
    add: (token) =>
      reach(async () => {
        const { siteId, id, visitor, expiresAt, replacedBy } = token;
        return await insertIfAbsent(visitorTokens, {
          _id: keyOf(siteId, id),
          siteId,
          visitor,
          expiresAt,
          replacedBy: replacedBy ?? null,
          body: JSON.stringify(token),
        });
      }),
    extend: (siteId, id, expiresAt) =>
      reach(async () => {
        const earlier = { _id: keyOf(siteId, id), expiresAt: trusted({ $lt: expiresAt }) };
        await visitorTokens.updateOne(earlier, { $set: { expiresAt } });
      }),
    replace: (siteId, id, by) =>
      reach(async () => {
        const free = { _id: keyOf(siteId, id), replacedBy: trusted({ $in: [null, by] }) };
        return (await visitorTokens.updateOne(free, { $set: { replacedBy: by } })).matchedCount === 1;
      }),
    identities: (siteId, visitor) =>
      reach(async () => {
        const tokens = await visitorTokens.find({ siteId, visitor }).sort({ _id: 1 }).lean();
        const signed = tokens.flatMap(({ body }) => (JSON.parse(body) as VisitorToken).identity ?? []);
        return signed.toSorted((one, other) => Date.parse(one.verifiedAt) - Date.parse(other.verifiedAt));
      }),
    forget: (siteId, visitor) =>
      reach(async () => {
        for (const { _id, body } of await visitorTokens.find({ siteId, visitor }).lean()) {
          const { identity: _who, ...rest } = JSON.parse(body) as VisitorToken;
          await visitorTokens.updateOne({ _id }, { $set: { body: JSON.stringify(rest) } });
        }
      }),
  };
}

function keyOf(siteId: string, id: string): string {
  return `${siteId}/${id}`;
}
