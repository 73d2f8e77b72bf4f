import { randomUUID } from "node:crypto";
import type { Log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import type { PeopleStore, PersonRecord, SessionRecord } from "../stores/ports.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { LogIn, Role } from "../wire/rep.ts";
import { type Counter, LINK_LIMIT, LOGIN_LIMIT, makeCounter } from "./limits.ts";
import { hashPassword, isPassword } from "./password.ts";
import { hashToken, keyedHash, newToken } from "./token.ts";

export interface AccountsSetting {
  readonly people: PeopleStore;
  siteId(): string;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  readonly secretKey: string;
}

export interface LoggedIn {
  readonly person: PersonRecord;
  readonly session: SessionRecord;
}

/** People of the console: who they are, how they come in. */
export interface Accounts {
  /**
   * @param address Where the request comes from; counted.
   * @returns the session and its token, which is told once and kept only as a hash.
   * @throws {Refusal} LOGIN_REFUSED, LINK_INVALID, TOO_MANY.
   */
  logIn(input: LogIn, address: string): Promise<LoggedIn & { readonly token: string }>;
  /** Who the token belongs to; undefined when it is unknown or has run out. Keeps a session in use from running out. */
  find(token: string): Promise<LoggedIn | undefined>;
  logOut(token: string): Promise<void>;
  /**
   * Adds a person and makes the link that sets their password; a new link for somebody who has not set one yet.
   *
   * @throws {Refusal} EMAIL_TAKEN when somebody with a password has the address.
   */
  invite(who: { readonly email: string; readonly name?: string; readonly role: Role }): Promise<Invitation>;
  list(): Promise<readonly PersonRecord[]>;
}

export interface Invitation {
  readonly person: PersonRecord;
  /** The token of the link; told once. */
  readonly token: string;
}

const HOUR = 3_600_000;
const SESSION_MS = 12 * HOUR;
const LINK_MS = 24 * HOUR;

export function makeAccounts(setting: AccountsSetting): Accounts {
  const { people, siteId, timekeeper } = setting;
  const logins = makeCounter(LOGIN_LIMIT, timekeeper);
  const links = makeCounter(LINK_LIMIT, timekeeper);
  return {
    logIn: async (input, address) => {
      const person =
        "link" in input
          ? await byLink(setting, links, input, address)
          : await byPassword(setting, logins, input, address);
      return await beginSession(setting, person);
    },
    find: (token) => findSession(setting, token),
    logOut: (token) => people.endSession(siteId(), hashToken(token)),
    invite: (who) => invite(setting, who),
    list: () => people.list(siteId()),
  };
}

async function byPassword(
  { people, siteId, log, secretKey }: AccountsSetting,
  counter: Counter,
  { email, password }: { readonly email: string; readonly password: string },
  address: string,
): Promise<PersonRecord> {
  const key = `${address} ${email.toLowerCase()}`;
  refuseTooMany(counter.take(key));
  const person = await people.byEmail(siteId(), email.toLowerCase());
  const right = await isPassword(person?.passwordHash, password);
  const who = keyedHash(secretKey, key);
  if (!person || !right) {
    log.warn("login.refused", { who });
    throw new Refusal("LOGIN_REFUSED", "This e-mail and password do not belong together.");
  }
  counter.forget(key);
  log.info("login.accepted", { person: person.id });
  return person;
}

async function byLink(
  { people, siteId, timekeeper, log, secretKey }: AccountsSetting,
  counter: Counter,
  { link, password }: { readonly link: string; readonly password: string },
  address: string,
): Promise<PersonRecord> {
  refuseTooMany(counter.take(address));
  const id = hashToken(link);
  const invite = await people.invite(siteId(), id);
  const person = invite && (await people.byId(siteId(), invite.person));
  if (!person || invite.expiresAt <= timekeeper.now()) throw invalidLink(log, secretKey, address);
  // The slow part first: when the process dies in between, the link is not spent for nothing.
  const passwordHash = await hashPassword(password);
  if (!(await people.spendInvite(siteId(), id))) throw invalidLink(log, secretKey, address);
  const changed = { ...person, passwordHash };
  await people.update(changed);
  log.info("login.accepted", { person: person.id });
  return changed;
}

function invalidLink(log: Log, secretKey: string, address: string): Refusal {
  log.warn("login.refused", { who: keyedHash(secretKey, address) });
  return new Refusal("LINK_INVALID", "This link was used already, or has run out. Ask for a new one.");
}

function refuseTooMany(retryAfter: number | undefined): void {
  if (retryAfter !== undefined)
    throw new Refusal("TOO_MANY", "Too many tries. Wait a little.", { retryAfter });
}

async function beginSession(
  { people, siteId, timekeeper }: AccountsSetting,
  person: PersonRecord,
): Promise<LoggedIn & { readonly token: string }> {
  const token = newToken();
  const session: SessionRecord = {
    id: hashToken(token),
    siteId: siteId(),
    person: person.id,
    csrf: newToken(),
    expiresAt: timekeeper.now() + SESSION_MS,
  };
  await people.putSession(session);
  return { person, session, token };
}

async function findSession(
  { people, siteId, timekeeper }: AccountsSetting,
  token: string,
): Promise<LoggedIn | undefined> {
  const now = timekeeper.now();
  const found = await people.session(siteId(), hashToken(token));
  if (!found || found.expiresAt <= now) return undefined;
  const person = await people.byId(siteId(), found.person);
  if (!person) return undefined;
  // Written at most once an hour, not on each request.
  if (found.expiresAt - now > SESSION_MS - HOUR) return { person, session: found };
  const session = { ...found, expiresAt: now + SESSION_MS };
  await people.putSession(session);
  return { person, session };
}

async function invite(
  setting: AccountsSetting,
  who: { readonly email: string; readonly name?: string; readonly role: Role },
): Promise<Invitation> {
  const { people, siteId, timekeeper, log } = setting;
  const email = who.email.toLowerCase();
  const fresh: PersonRecord = {
    id: randomUUID(),
    siteId: siteId(),
    email,
    name: who.name ?? nameOf(email),
    role: who.role,
    passwordHash: undefined,
    createdAt: new Date(timekeeper.now()).toISOString(),
  };
  const added = await people.add(fresh);
  const person = added ? fresh : await people.byEmail(siteId(), email);
  if (!person || person.passwordHash !== undefined) {
    throw new Refusal("EMAIL_TAKEN", "Somebody with this address is here already.");
  }
  const invited = added || person.role === who.role ? person : { ...person, role: who.role };
  if (invited !== person) await people.update(invited);
  const token = newToken();
  await people.putInvite({
    id: hashToken(token),
    siteId: siteId(),
    person: person.id,
    expiresAt: timekeeper.now() + LINK_MS,
  });
  log.info("person.invited", { person: person.id, role: who.role });
  return { person: invited, token };
}

/** "tom.berg@example.com" is shown as "Tom Berg" until somebody says otherwise. */
function nameOf(email: string): string {
  const words = (email.split("@")[0] ?? email).split(/[._-]+/).filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ") || email;
}
