import type { AuditLog } from "../audit/audit-log.ts";
import type { Actor } from "../audit/audit-store.ts";
import type { Counters } from "../limits/counters.ts";
import type { Log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { LoginLimits } from "./login-limits.ts";
import type { PeopleStore, PersonRecord } from "./people-store.ts";
import type { TwoSteps } from "./two-step.ts";
import type { TwoStepStore } from "./two-step-store.ts";

export interface AccountsSetting {
  readonly people: PeopleStore;
  readonly twoSteps: TwoStepStore;
  /** Undefined: no limits. */
  readonly counters: Counters | undefined;
  readonly audit: AuditLog;
  siteId(): string;
  /** What telephones show beside codes. Default: the siteId. */
  siteName?(): string;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  readonly secretKey: string;
}

/** What the parts of the accounts share. */
export interface AccountParts extends AccountsSetting {
  readonly limits: LoginLimits;
  readonly totp: TwoSteps;
}

/** Who does it, and from where: for the audit log. */
export interface Doer {
  readonly who: Actor;
  readonly address?: string;
}

/** @throws {Refusal} PERSON_UNKNOWN */
export async function knownPerson(
  { people, siteId }: Pick<AccountsSetting, "people" | "siteId">,
  id: string,
): Promise<PersonRecord> {
  const person = await people.byId(siteId(), id);
  if (!person) throw new Refusal("PERSON_UNKNOWN", "There is no such person.");
  return person;
}
