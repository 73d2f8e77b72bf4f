import { trusted } from "mongoose";
import type { VisitorMemory, VisitorRecord } from "../../memory/visitor-memory.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { Models } from "./models.ts";

export function mongoMemory({ memory }: Models): VisitorMemory {
  return {
    load: (siteId, visitor) =>
      reach(async () => {
        const found = await memory.findOne({ _id: keyOf(siteId, visitor) }, { body: 1 }).lean();
        return found === null ? undefined : parsed(found);
      }),
    save: (record) =>
      reach(async () => {
        const { siteId, visitor, v, dueAt } = record;
        const _id = keyOf(siteId, visitor);
        const body = JSON.stringify(record);
        if (v === 1) return await insertIfAbsent(memory, { _id, siteId, v, dueAt, body });
        const replaced = await memory.updateOne({ _id, v: v - 1 }, { $set: { v, dueAt, body } });
        return replaced.matchedCount === 1;
      }),
    erase: ({ siteId, visitor, v }) =>
      reach(async () => {
        const erased = await memory.deleteOne({ _id: keyOf(siteId, visitor), v });
        return erased.deletedCount === 1;
      }),
    due: (siteId, now, limit) =>
      reach(async () => {
        const found = await memory
          .find({ siteId, dueAt: trusted({ $lte: now }) }, { body: 1 })
          .sort({ dueAt: 1, _id: 1 })
          .limit(limit)
          .lean();
        return found.map(parsed);
      }),
  };
}

function parsed({ body }: { readonly body: string }): VisitorRecord {
  return JSON.parse(body) as VisitorRecord;
}

function keyOf(siteId: string, visitor: string): string {
  return `${siteId}/${visitor}`;
}
