import { MOST_CHARACTERS } from "../words.ts";
import { findEmails, findPhones, findUrls } from "./addresses.ts";
import { type Entity, type EntityWorld, without } from "./entity.ts";
import { findMoments } from "./moments.ts";
import { findMoney } from "./money.ts";
import { findCompanies, findPeople } from "./people.ts";
import { findTeamSizes } from "./team-size.ts";

/**
 * What a message names, in its order. The surest kinds first, and each on what the ones before left: "$10k a month" is no
 * date, and the figures of a telephone number are no head count. Pure: the time is an argument.
 */
export function findEntities(message: string, world: EntityWorld): readonly Entity[] {
  const text = message.slice(0, MOST_LOOKED_AT);
  const found: Entity[] = [];
  const take = (more: (left: string) => readonly Entity[]) => {
    const entities = more(without(text, found)).map((one) => ({
      ...one,
      text: text.slice(one.start, one.end),
    }));
    found.push(...entities);
    return entities;
  };
  take(findEmails);
  take(findUrls);
  take((left) => findPhones(left, world.country));
  take(findTeamSizes);
  take(findMoney);
  take((left) => findMoments(left, world));
  const people = take(findPeople);
  take((left) => findCompanies(left, people));
  return found.toSorted((one, other) => one.start - other.start);
}

/** A message with more is a document; its entities are looked for at its beginning. */
const MOST_LOOKED_AT = Math.min(2000, MOST_CHARACTERS);
