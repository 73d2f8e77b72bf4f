import { trusted } from "mongoose";
import type { ResumeLink, ResumeLinkStore } from "../../resume/resume-link-store.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { VisitModels } from "./visit-models.ts";

export function mongoResumeLinks({ resumeLinks }: Pick<VisitModels, "resumeLinks">): ResumeLinkStore {
  return {
    add: (link) =>
      reach(async () => {
        const { siteId, token, conversation, expiresAt } = link;
        const _id = keyOf(siteId, token);
        const body = JSON.stringify(link);
        await insertIfAbsent(resumeLinks, { _id, siteId, conversation, expiresAt, usedBy: null, body });
      }),
    find: (siteId, token) =>
      reach(async () => {
        const found = await resumeLinks.findOne({ _id: keyOf(siteId, token) }).lean();
        if (found === null) return undefined;
        return { ...(JSON.parse(found.body) as ResumeLink), usedBy: found.usedBy ?? undefined };
      }),
    use: (siteId, token, by) =>
      reach(async () => {
        const free = { _id: keyOf(siteId, token), usedBy: trusted({ $in: [null, by] }) };
        return (await resumeLinks.updateOne(free, { $set: { usedBy: by } })).matchedCount === 1;
      }),
    forget: (siteId, conversation) =>
      reach(async () => {
        await resumeLinks.deleteMany({ siteId, conversation });
      }),
    sweep: (siteId, before) =>
      reach(async () => {
        await resumeLinks.deleteMany({ siteId, expiresAt: trusted({ $lt: before }) });
      }),
  };
}

function keyOf(siteId: string, token: string): string {
  return `${siteId}/${token}`;
}
