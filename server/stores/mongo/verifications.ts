import { trusted } from "mongoose";
import type { Verification, VerificationStore } from "../../verify/verification-store.ts";
import { reach } from "./away.ts";
import type { DeliveryModels } from "./delivery-models.ts";
import { insertIfAbsent } from "./insert.ts";

export function mongoVerifications({ verifications, verified }: DeliveryModels): VerificationStore {
  /** Two that ask from one origin at the same moment may both pass: the limit keeps floods out, it counts no heads. */
  const tooOften = async (siteId: string, origin: string, since: number, most: number) =>
    origin !== "" &&
    (await verifications.countDocuments({ siteId, origin, askedAt: trusted({ $gt: since }) })) >= most;

  return {
    ask: (asking, { addressSince, originSince, mostOfOrigin }) =>
      reach(async () => {
        const { siteId, address, token, origin, askedAt } = asking;
        const _id = keyOf(siteId, address);
        const former = await verifications.findOne({ _id }).lean();
        if (former?.token === token) return true;
        if (former && former.askedAt > addressSince) return false;
        if (await tooOften(siteId, origin, originSince, mostOfOrigin)) return false;
        const fields = { token, origin, askedAt, used: false, body: JSON.stringify(asking) };
        if (!former) return await insertIfAbsent(verifications, { _id, siteId, address, ...fields });
        // Only in place of the very one that was read: of two that ask, one finds it changed.
        const moved = await verifications.updateOne({ _id, token: former.token }, { $set: fields });
        return moved.matchedCount === 1;
      }),
    byToken: (siteId, token) =>
      reach(async () => {
        const found = await verifications.findOne({ siteId, token }, { body: 1 }).lean();
        return found === null ? undefined : (JSON.parse(found.body) as Verification);
      }),
    spend: (siteId, token) =>
      reach(async () => {
        const spent = await verifications.updateOne({ siteId, token, used: false }, { $set: { used: true } });
        return spent.matchedCount === 1;
      }),
    claim: (siteId, address, lead) =>
      reach(async () => {
        const _id = keyOf(siteId, address);
        if (await insertIfAbsent(verified, { _id, siteId, lead })) return lead;
        return (await verified.findOne({ _id }).lean())?.lead ?? lead;
      }),
    release: (siteId, lead) =>
      reach(async () => {
        await verified.deleteMany({ siteId, lead });
      }),
    sweep: (siteId, before) =>
      reach(async () => {
        await verifications.deleteMany({ siteId, askedAt: trusted({ $lt: before }) });
      }),
  };
}

function keyOf(siteId: string, address: string): string {
  return `${siteId}/${address}`;
}
