import { trusted } from "mongoose";
import type { Visit, VisitStore } from "../../live/visit-store.ts";
import { reach } from "./away.ts";
import type { VisitDocument, VisitModels } from "./visit-models.ts";

export function mongoVisits({ visits }: Pick<VisitModels, "visits">): VisitStore {
  return {
    say: (visit) =>
      reach(async () => {
        const { siteId, conversation, since, until } = visit;
        const fields = { siteId, conversation, since, until, body: JSON.stringify(visit) };
        await visits.updateOne({ _id: keyOf(siteId, conversation) }, { $set: fields }, { upsert: true });
      }),
    of: (siteId, conversation) =>
      reach(async () => {
        const found = await visits.findOne({ _id: keyOf(siteId, conversation) }).lean();
        return found === null ? undefined : parsed(found);
      }),
    here: (siteId, now, limit) =>
      reach(async () => {
        const found = await visits
          .find({ siteId, until: trusted({ $gt: now }) })
          .sort({ since: -1, conversation: 1 })
          .limit(limit)
          .lean();
        return found.map(parsed);
      }),
    leave: (siteId, conversation, now) =>
      reach(async () => {
        const there = { _id: keyOf(siteId, conversation), until: trusted({ $gt: now }) };
        await visits.updateOne(there, { $set: { until: now } });
      }),
    forget: (siteId, conversation) =>
      reach(async () => {
        await visits.deleteOne({ _id: keyOf(siteId, conversation) });
      }),
    sweep: (siteId, before) =>
      reach(async () => {
        await visits.deleteMany({ siteId, until: trusted({ $lt: before }) });
      }),
  };
}

function keyOf(siteId: string, conversation: string): string {
  return `${siteId}/${conversation}`;
}

function parsed({ body, until }: Pick<VisitDocument, "body" | "until">): Visit {
  return { ...(JSON.parse(body) as Visit), until };
}
