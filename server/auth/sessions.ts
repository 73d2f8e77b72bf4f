import type { Timekeeper } from "../timekeeper.ts";
import type { PeopleStore, PersonRecord, SessionRecord } from "./people-store.ts";
import { hashToken, newToken } from "./token.ts";
import { networkOf, type Whence } from "./whence.ts";

export interface SessionSetting {
  readonly people: PeopleStore;
  siteId(): string;
  readonly timekeeper: Timekeeper;
}

/** Somebody of the console who is logged in. */
export interface LoggedIn {
  readonly person: PersonRecord;
  readonly session: SessionRecord;
}

const HOUR = 3_600_000;
/** A session ends so long after it was last used, */
const IDLE_MS = 12 * HOUR;
/** and so long after it began, however busy it was. */
const LONGEST_MS = 7 * 24 * HOUR;

export async function beginSession(
  { people, siteId, timekeeper }: SessionSetting,
  person: PersonRecord,
  { address, device }: Whence,
): Promise<LoggedIn & { readonly token: string }> {
  const token = newToken();
  const now = timekeeper.now();
  const network = networkOf(address);
  const session: SessionRecord = {
    id: hashToken(token),
    siteId: siteId(),
    person: person.id,
    csrf: newToken(),
    createdAt: now,
    expiresAt: now + IDLE_MS,
    ...(device !== undefined && { device }),
    ...(network !== undefined && { network }),
  };
  await people.putSession(session);
  return { person, session, token };
}

/** Who the token belongs to; undefined when it is unknown or has run out. Keeps a session in use from running out. */
export async function findSession(
  { people, siteId, timekeeper }: SessionSetting,
  token: string,
): Promise<LoggedIn | undefined> {
  const now = timekeeper.now();
  const found = await people.session(siteId(), hashToken(token));
  if (!found || found.expiresAt <= now) return undefined;
  const person = await people.byId(siteId(), found.person);
  if (!person) return undefined;
  const expiresAt = Math.min(now + IDLE_MS, (found.createdAt ?? now) + LONGEST_MS);
  // Written at most once an hour, not on each request.
  if (expiresAt - found.expiresAt < HOUR) return { person, session: found };
  const session = { ...found, createdAt: found.createdAt ?? now, expiresAt };
  await people.extendSession(session);
  return { person, session };
}

/** Those that have not run out, the newest first. */
export async function sessionsOf(
  { people, siteId, timekeeper }: SessionSetting,
  person: string,
): Promise<readonly SessionRecord[]> {
  const all = await people.sessionsOf(siteId(), person);
  return all
    .filter(({ expiresAt }) => expiresAt > timekeeper.now())
    .toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}
