import { trusted } from "mongoose";
import type { ApiKeyRecord, ApiKeyStore } from "../../auth/api-key-store.ts";
import { reach } from "./away.ts";
import type { ApiKeyDocument, Models } from "./models.ts";

export function mongoApiKeys({ apiKeys }: Models): ApiKeyStore {
  return {
    add: (key) =>
      reach(async () => {
        const { siteId, id, createdAt } = key;
        const document = { _id: keyOf(siteId, id), siteId, createdAt, lastUsedAt: 0 };
        await apiKeys.insertMany([{ ...document, body: JSON.stringify(key) }]);
      }),
    find: (siteId, id) =>
      reach(async () => {
        const found = await apiKeys.findOne({ _id: keyOf(siteId, id) }).lean();
        return found ? recordOf(found) : undefined;
      }),
    list: (siteId) =>
      reach(async () => {
        const found = await apiKeys.find({ siteId }).sort({ createdAt: -1, _id: 1 }).lean();
        return found.map(recordOf);
      }),
    used: (siteId, id, at) =>
      reach(async () => {
        const earlier = { _id: keyOf(siteId, id), lastUsedAt: trusted({ $lt: at }) };
        await apiKeys.updateOne(earlier, { $set: { lastUsedAt: at } });
      }),
    remove: (siteId, id) =>
      reach(async () => (await apiKeys.deleteOne({ _id: keyOf(siteId, id) })).deletedCount === 1),
  };
}

/** 0 stands for never: every use is later. */
function recordOf({ body, lastUsedAt }: ApiKeyDocument): ApiKeyRecord {
  return { ...(JSON.parse(body) as ApiKeyRecord), lastUsedAt: lastUsedAt === 0 ? undefined : lastUsedAt };
}

function keyOf(siteId: string, id: string): string {
  return `${siteId}/${id}`;
}
