import { Refusal } from "../refusal.ts";
import type { Role } from "../wire/rep.ts";
import { type AccountParts, type Doer, knownPerson } from "./account-parts.ts";
import type { PersonRecord } from "./people-store.ts";

/**
 * Gives somebody another role and ends their sessions.
 *
 * @throws {Refusal} PERSON_UNKNOWN; LAST_ADMIN when nobody who can log in would be an admin any more.
 */
export async function changeRole(
  parts: AccountParts,
  id: string,
  role: Role,
  by: Doer,
): Promise<PersonRecord> {
  const { people, siteId, audit } = parts;
  const person = await knownPerson(parts, id);
  if (person.role === role) return person;
  const others = (await people.list(siteId())).filter((one) => one.id !== id);
  const adminLeft = others.some((one) => one.role === "admin" && one.passwordHash !== undefined);
  if (role !== "admin" && person.role === "admin" && !adminLeft) {
    throw new Refusal("LAST_ADMIN", "This is the last admin. Make somebody else an admin first.");
  }
  const changed = { ...person, role };
  await people.update(changed);
  await people.endSessions(siteId(), id);
  const detail = `${person.role} to ${role}`;
  await audit.write({
    ...by,
    what: "role.changed",
    object: id,
    detail,
    before: person.role,
    after: role,
  });
  return changed;
}
