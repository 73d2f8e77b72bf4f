import type { AuditAct, AuditLog } from "../audit/audit-log.ts";
import type { Doer } from "../auth/account-parts.ts";
import { hashToken, isToken } from "../auth/token.ts";
import type { Whose } from "../wire/privacy.ts";

/**
 * Keeps in the audit log that somebody's data was asked for, or asked to be erased. A token is named by its hash, an
 * address not at all: its keyed hash is kept, by which it is found again.
 */
export async function writeDown(
  audit: Pick<AuditLog, "write">,
  by: Doer,
  what: AuditAct & ("export.made" | "erasure.asked"),
  whose: Whose,
): Promise<void> {
  if ("email" in whose) {
    return await audit.write({ ...by, what, detail: "address", before: whose.email.toLowerCase() });
  }
  if ("lead" in whose) return await audit.write({ ...by, what, detail: "lead", object: whose.lead });
  const object = isToken(whose.visitor) ? hashToken(whose.visitor) : whose.visitor;
  await audit.write({ ...by, what, detail: "visitor", object });
}
