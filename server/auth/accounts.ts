import { randomUUID } from "node:crypto";
import { SERVER } from "../audit/audit-log.ts";
import { Refusal } from "../refusal.ts";
import type { ChangePerson, LogIn, Role } from "../wire/rep.ts";
import { type AccountParts, type AccountsSetting, type Doer, knownPerson } from "./account-parts.ts";
import { logIn } from "./log-in.ts";
import { makeLoginLimits } from "./login-limits.ts";
import { changePassword, prove } from "./password-change.ts";
import type { PersonRecord, SessionRecord } from "./people-store.ts";
import { changePerson } from "./person-change.ts";
import { changeRole } from "./role-change.ts";
import { findSession, type LoggedIn, sessionsOf } from "./sessions.ts";
import { hashToken, newToken } from "./token.ts";
import { makeTwoSteps, type TwoSteps } from "./two-step.ts";
import type { Whence } from "./whence.ts";

/** People of the console: who they are, how they come in. */
export interface Accounts {
  /**
   * @returns the session and its token, which is told once and kept only as a hash; and what the browser shows at its
   *   next log-in.
   * @throws {Refusal} LOGIN_REFUSED, LINK_INVALID, CODE_NEEDED, CODE_WRONG, TOO_MANY.
   */
  logIn(input: LogIn, whence: Whence): Promise<LoggedIn & { readonly token: string; readonly known: string }>;
  /** Who the token belongs to; undefined when it is unknown or has run out. Keeps a session in use from running out. */
  find(token: string): Promise<LoggedIn | undefined>;
  logOut(token: string): Promise<void>;
  /**
   * Adds a person and makes the link that sets their password; a new link for somebody who has not set one yet.
   *
   * @throws {Refusal} EMAIL_TAKEN when somebody with a password has the address.
   */
  invite(
    who: { readonly email: string; readonly name?: string; readonly role: Role },
    by?: Doer,
  ): Promise<Invitation>;
  /** A link that sets a new password for somebody who is here. @throws {Refusal} PERSON_UNKNOWN */
  newLink(person: string, by: Doer): Promise<Invitation>;
  list(): Promise<readonly PersonRecord[]>;
  /** Ends all sessions of the person: what they were allowed is not what they are allowed. */
  changeRole(person: string, role: Role, by: Doer): Promise<PersonRecord>;
  /** What they are called and what routing knows of them. @throws {Refusal} PERSON_UNKNOWN */
  change(person: string, change: ChangePerson, by: Doer): Promise<PersonRecord>;
  /** Ends all other sessions of the person, and their links. @throws {Refusal} PASSWORD_WRONG, TOO_MANY */
  changePassword(
    who: LoggedIn,
    change: { readonly current: string; readonly next: string },
    by: Doer,
  ): Promise<void>;
  /** Those that have not run out, the newest first. @throws {Refusal} PERSON_UNKNOWN */
  sessionsOf(person: string): Promise<readonly SessionRecord[]>;
  /**
   * Ends one session of the person, all of them, or all but one.
   *
   * @throws {Refusal} PERSON_UNKNOWN; SESSION_UNKNOWN when the person has none of that id.
   */
  endSessions(
    person: string,
    which: { readonly id?: string; readonly except?: string },
    by: Doer,
  ): Promise<void>;
  readonly totp: TwoSteps;
  /** Whether it is the person's password, counted as a try. @throws {Refusal} PASSWORD_WRONG, TOO_MANY */
  prove(person: PersonRecord, password: string): Promise<void>;
  /** Counts a try with a code by somebody who is logged in. @throws {Refusal} TOO_MANY */
  limitProof(person: PersonRecord): Promise<void>;
  /** Deletes sessions and links that ran out. */
  sweep(): Promise<void>;
}

export interface Invitation {
  readonly person: PersonRecord;
  /** The token of the link; told once. */
  readonly token: string;
}

const LINK_MS = 24 * 3_600_000;

export function makeAccounts(setting: AccountsSetting): Accounts {
  const { people, siteId, timekeeper, log, audit } = setting;
  const totp = makeTwoSteps({ ...setting, siteName: setting.siteName ?? siteId });
  const parts: AccountParts = { ...setting, totp, limits: makeLoginLimits(setting) };
  return {
    totp,
    logIn: (input, whence) => logIn(parts, input, whence),
    find: (token) => findSession(setting, token),
    logOut: async (token) => {
      const found = await people.session(siteId(), hashToken(token));
      await people.endSession(siteId(), hashToken(token));
      if (found) await audit.write({ who: { kind: "person", id: found.person }, what: "logout" });
    },
    invite: (who, by = { who: SERVER }) => invite(setting, who, by),
    newLink: async (id, by) => {
      const person = await knownPerson(setting, id);
      const invitation = await linkFor(setting, person);
      await audit.write({ ...by, what: "link.made", object: id });
      return invitation;
    },
    list: () => people.list(siteId()),
    changeRole: (person, role, by) => changeRole(parts, person, role, by),
    change: (person, change, by) => changePerson(parts, person, change, by),
    changePassword: (who, change, by) => changePassword(parts, who, change, by),
    sessionsOf: async (id) => sessionsOf(setting, (await knownPerson(setting, id)).id),
    endSessions: async (id, which, by) => {
      const person = await knownPerson(setting, id);
      await endSome(setting, person.id, which);
      await audit.write({ ...by, what: "sessions.ended", object: id });
    },
    prove: (person, password) => prove(parts, person, password),
    limitProof: ({ id }) => parts.limits.proof(id),
    sweep: async () => {
      const swept = await people.sweep(siteId(), timekeeper.now());
      if (swept > 0) log.info("sessions.swept", { swept });
    },
  };
}

async function endSome(
  { people, siteId }: AccountsSetting,
  person: string,
  { id, except }: { readonly id?: string; readonly except?: string },
): Promise<void> {
  if (id === undefined) return await people.endSessions(siteId(), person, except);
  const found = (await people.sessionsOf(siteId(), person)).find((one) => one.id.startsWith(id));
  if (!found) throw new Refusal("SESSION_UNKNOWN", "There is no such session.");
  await people.endSession(siteId(), found.id);
}

async function invite(
  setting: AccountsSetting,
  who: { readonly email: string; readonly name?: string; readonly role: Role },
  by: Doer,
): Promise<Invitation> {
  const { people, siteId, timekeeper, log, audit } = setting;
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
  const invitation = await linkFor(setting, invited);
  await audit.write({ ...by, what: "person.invited", object: person.id, detail: who.role });
  log.info("person.invited", { person: person.id, role: who.role });
  return invitation;
}

async function linkFor(
  { people, siteId, timekeeper }: AccountsSetting,
  person: PersonRecord,
): Promise<Invitation> {
  const token = newToken();
  await people.putInvite({
    id: hashToken(token),
    siteId: siteId(),
    person: person.id,
    expiresAt: timekeeper.now() + LINK_MS,
  });
  return { person, token };
}

/** "tom.berg@example.com" is shown as "Tom Berg" until somebody says otherwise. */
function nameOf(email: string): string {
  const words = (email.split("@")[0] ?? email).split(/[._-]+/).filter((word) => word !== "");
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ") || email;
}
