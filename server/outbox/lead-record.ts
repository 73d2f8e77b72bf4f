import type { Lead } from "../../engine/index.ts";
import type { Conversation, LeadRecord } from "../stores/ports.ts";
import { uniqueAddress } from "../verify/verify-item.ts";

/** What a rep reads of a visitor at a glance. */
export interface Who {
  /** Undefined until the visitor said it. */
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly company: string | undefined;
}

const NAMES = ["full_name", "name", "your_name", "visitor_name", "first_name"];
const COMPANIES = ["company", "company_name", "organisation", "organization"];
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,255}$/;

/** Looks in the answers by the names that people give their questions, then in the fields of the lead. */
export function whoIs(lead: Lead): Who {
  const told = new Map<string, string>();
  for (const [name, value] of Object.entries(lead.fields))
    if (typeof value === "string") told.set(name, value);
  for (const { name, value } of lead.answers) if (typeof value === "string") told.set(name, value);
  const first = (names: readonly string[]) =>
    names.map((name) => told.get(name)).find((text) => text?.trim());
  const unique = lead.uniqueBy?.value;
  const email = unique && EMAIL.test(unique) ? unique : [...told.values()].find((text) => EMAIL.test(text));
  return { name: first(NAMES), email: email?.toLowerCase(), company: first(COMPANIES) };
}

/** The name in a list: the one that was signed, the visitor's own, else one that tells two visitors apart ("Visitor 7F3"). */
export function shownName(conversation: Pick<Conversation, "visitor" | "lead" | "identity">): string {
  return (
    conversation.identity?.name ??
    whoIs(conversation.lead).name ??
    `Visitor ${conversation.visitor.slice(0, 3).toUpperCase()}`
  );
}

/** The lead as it is kept: always the conversation as it stands, whichever turn asked for it to be written. */
export function leadRecord(conversation: Conversation): LeadRecord {
  const { id, siteId, talk, updatedAt, turn, lead, page, campaign, identity } = conversation;
  const { email, company } = whoIs(lead);
  const verified = verifiedLead(conversation);
  return {
    id: verified ?? id,
    siteId,
    conversation: id,
    playbook: talk.playbook,
    version: talk.version,
    createdAt: updatedAt,
    updatedAt,
    // Once it was verified the lead counts its changes in ms, also when the address is changed after that.
    turn: conversation.verified ? Date.parse(updatedAt) : turn,
    lead,
    page,
    campaign,
    name: shownName(conversation),
    // What was signed counts; what was only typed may be anybody's.
    email: identity?.email ?? email,
    company,
    ...(identity && { identity }),
    ...(verified !== undefined && { verified: true }),
  };
}

/** Id of the lead to which the verified address belongs; undefined while the address that counts is not verified. */
export function verifiedLead({
  lead,
  verified,
}: Pick<Conversation, "lead" | "verified">): string | undefined {
  return verified !== undefined && verified.email === uniqueAddress({ lead }) ? verified.lead : undefined;
}
