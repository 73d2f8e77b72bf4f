import { Refusal } from "../refusal.ts";
import type { AccountParts, Doer } from "./account-parts.ts";
import { hashPassword, isPassword } from "./password.ts";
import type { PersonRecord } from "./people-store.ts";
import type { LoggedIn } from "./sessions.ts";

/** Changes a password and ends every other way in that the old one had opened. */
export async function changePassword(
  parts: AccountParts,
  { person, session }: LoggedIn,
  { current, next }: { readonly current: string; readonly next: string },
  by: Doer,
): Promise<void> {
  const { people, siteId, audit } = parts;
  await prove(parts, person, current);
  await people.update({ ...person, passwordHash: await hashPassword(next) });
  await people.endSessions(siteId(), person.id, session.id);
  await people.endInvites(siteId(), person.id);
  await audit.write({ ...by, what: "password.changed", object: person.id });
}

/** Whoever finds a console open must not take it over: what matters asks for the password again. */
export async function prove({ limits }: AccountParts, person: PersonRecord, password: string): Promise<void> {
  await limits.proof(person.id);
  if (!(await isPassword(person.passwordHash, password))) {
    throw new Refusal("PASSWORD_WRONG", "This is not your password.");
  }
}
