import { addSpan, type Lead, type Site, type Span } from "../../engine/index.ts";
import { whoIs } from "../outbox/lead-record.ts";
import type { Conversation } from "../stores/ports.ts";
import { type EraseSetting, eraseConversation } from "./erase.ts";

export interface RetentionSetting extends EraseSetting {
  site(): Pick<Site, "id" | "retention">;
}

const AT_ONCE = 100;
/** Whatever comes late comes within days; after that a tombstone keeps nothing away any more. */
const TOMBSTONES_FOR: Span = { amount: 30, unit: "day", working: false };

/**
 * A lead is qualified that was graded hot or warm or, where the playbook has no grades, that has an e-mail address.
 */
export function isQualified(lead: Lead): boolean {
  return lead.grade === undefined ? whoIs(lead).email !== undefined : lead.grade !== "cold";
}

/**
 * Makes the round that erases what was kept for long enough, a hundred conversations at a time, and the tombstones of
 * what was erased long ago. What was looked at and may stay is looked at again only when its time may have come.
 */
export function makeRetentionRound(setting: RetentionSetting): () => Promise<boolean> {
  const leads = makeScan(setting, isQualified);
  const unqualified = makeScan(setting, (lead) => !isQualified(lead));
  return async () => {
    const { retention } = setting.site();
    const scans = [await leads(retention.leads), await unqualified(retention.unqualified)];
    const before = ago(setting, TOMBSTONES_FOR);
    const siteId = setting.siteId();
    const tombstones =
      (await setting.conversations.dropErased(siteId, before)) +
      (await setting.leads.dropErased(siteId, before));
    const erased = scans.reduce((sum, scan) => sum + scan.erased, 0);
    if (erased + tombstones > 0) setting.log.info("retention.done", { erased, tombstones });
    return scans.some(({ more }) => more);
  };
}

interface Scanned {
  readonly erased: number;
  readonly more: boolean;
}

/** One round of one kind of conversation. Remembers how far it has come, as long as the span stays the same. */
function makeScan(
  setting: RetentionSetting,
  isMeant: (lead: Conversation["lead"]) => boolean,
): (span: Span | undefined) => Promise<Scanned> {
  let cursor: string | undefined;
  let scannedWith = "";
  return async (span) => {
    if (!span) return { erased: 0, more: false };
    if (scannedWith !== JSON.stringify(span)) cursor = undefined;
    scannedWith = JSON.stringify(span);
    const { rows, next } = await setting.conversations.unchanged({
      siteId: setting.siteId(),
      before: ago(setting, span),
      limit: AT_ONCE,
      ...(cursor !== undefined && { cursor }),
    });
    let erased = 0;
    for (const { id, lead, v } of rows) {
      if (isMeant(lead) && (await eraseConversation(setting, id, v))) erased += 1;
    }
    // At the end the last page is looked at again next time: it is where new ones come in.
    cursor = next ?? cursor;
    return { erased, more: next !== undefined };
  };
}

/** ISO 8601, UTC. */
function ago({ timekeeper }: RetentionSetting, { amount, unit }: Span): string {
  return new Date(addSpan(timekeeper.now(), { amount: -amount, unit, working: false }, "UTC")).toISOString();
}
