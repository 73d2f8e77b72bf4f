import type { ChangePerson } from "../wire/rep.ts";
import { type AccountParts, type Doer, knownPerson } from "./account-parts.ts";
import type { PersonRecord } from "./people-store.ts";

/**
 * Changes a person's name and what routing knows of them. What the change does not name stays.
 *
 * @throws {Refusal} PERSON_UNKNOWN
 */
export async function changePerson(
  parts: AccountParts,
  id: string,
  change: ChangePerson,
  by: Doer,
): Promise<PersonRecord> {
  const before = await knownPerson(parts, id);
  const { limit, ...rest } = change;
  const { limit: kept, ...person } = before;
  const next = limit === undefined ? kept : (limit ?? undefined);
  const changed: PersonRecord = { ...person, ...rest, ...(next !== undefined && { limit: next }) };
  await parts.people.update(changed);
  const detail = Object.keys(change).sort().join(", ");
  await parts.audit.write({ ...by, what: "person.changed", object: id, detail, before, after: changed });
  return changed;
}
