import { trusted } from "mongoose";
import type { AuditEntry, AuditStore } from "../../audit/audit-store.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { Models } from "./models.ts";

/** The number is in the key, so that of several who add the same one, one does. */
export function mongoAudit({ audit }: Models): AuditStore {
  return {
    last: (siteId) =>
      reach(async () => {
        const [found] = await audit.find({ siteId }).sort({ seq: -1 }).limit(1).lean();
        return found && parsed(found);
      }),
    add: (entry) =>
      reach(async () => {
        const { siteId, seq } = entry;
        return await insertIfAbsent(audit, {
          _id: `${siteId}/${seq}`,
          siteId,
          seq,
          body: JSON.stringify(entry),
        });
      }),
    list: (siteId, beforeSeq, limit) =>
      reach(async () => {
        const earlier = { siteId, seq: trusted({ $lt: beforeSeq }) };
        return (await audit.find(earlier).sort({ seq: -1 }).limit(limit).lean()).map(parsed);
      }),
    from: (siteId, afterSeq, limit) =>
      reach(async () => {
        const later = { siteId, seq: trusted({ $gt: afterSeq }) };
        return (await audit.find(later).sort({ seq: 1 }).limit(limit).lean()).map(parsed);
      }),
  };
}

function parsed({ body }: { readonly body: string }): AuditEntry {
  return JSON.parse(body) as AuditEntry;
}
