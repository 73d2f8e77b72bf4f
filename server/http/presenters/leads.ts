import type { CompiledPlaybook } from "../../../engine/index.ts";
import type { Conversation, LeadRecord } from "../../stores/ports.ts";
import type { VerifiedIdentity } from "../../visitors/visitor-store.ts";
import type { Message } from "../../wire/message.ts";
import type { LeadDetail, LeadRow } from "../../wire/rep.ts";
import { given, leadView, pathOf } from "./inbox.ts";

export function leadRow(record: LeadRecord): LeadRow {
  const { id, name, email, company, playbook, lead, page, createdAt, updatedAt } = record;
  return given<LeadRow>({
    id,
    name,
    email,
    company,
    ...((record.identity ?? record.verified) && { verified: true }),
    playbook,
    score: lead.score,
    grade: lead.grade,
    outcome: lead.outcome,
    page: pathOf(page.url),
    created_at: createdAt,
    updated_at: updatedAt,
  });
}

/**
 * @param namesakes Leads with the same address, not verified: shown, not verified: shown, never merged.
 * @param conversation That the lead was written from last; undefined: it is gone.
 */
export function leadDetail(
  record: LeadRecord,
  messages: readonly Message[],
  playbook: CompiledPlaybook | undefined,
  namesakes: readonly LeadRecord[],
  conversation: Conversation | undefined,
): LeadDetail {
  return {
    id: record.id,
    name: record.name,
    ...(record.email !== undefined && { email: record.email }),
    conversation: record.conversation,
    playbook: record.playbook,
    version: record.version,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    lead: leadView(record.lead, playbook, conversation?.talk),
    page: record.page,
    campaign: { ...record.campaign },
    messages: [...messages],
    ...(record.identity && { identity: signedBy(record.identity) }),
    ...(record.verified && { verified: true }),
    possibly_same: namesakes.map(({ id, name, identity, verified }) => ({
      id,
      name,
      ...((identity ?? verified) && { verified: true }),
    })),
  };
}

function signedBy({ sub, email, name, verifiedAt }: VerifiedIdentity): NonNullable<LeadDetail["identity"]> {
  return { sub, at: verifiedAt, ...(email !== undefined && { email }), ...(name !== undefined && { name }) };
}
