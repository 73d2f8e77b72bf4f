import type { Role } from "../wire/rep.ts";

/** Somebody who works in the console. */
export interface PersonRecord {
  readonly id: string;
  readonly siteId: string;
  /** Lower case. Unique in a site. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** argon2id; undefined until the first link was used. */
  readonly passwordHash: string | undefined;
  readonly createdAt: string;
  /** Languages in which they answer visitors, like "de". Missing: those of the site. */
  readonly languages?: readonly string[];
  /** What they know about, compared with the tags of leads. Missing: nothing in particular. */
  readonly skills?: readonly string[];
  /** Most conversations that are given to them at a time, from 1. Missing: what their team says. */
  readonly limit?: number;
}

export interface SessionRecord {
  /** SHA-256 of the cookie's token, hex. */
  readonly id: string;
  readonly siteId: string;
  readonly person: string;
  readonly csrf: string;
  /** ms since 1970. */
  readonly expiresAt: number;
  /** ms since 1970; missing in sessions of older releases. */
  readonly createdAt?: number;
  /** "Firefox on Windows"; missing where the browser did not say. */
  readonly device?: string;
  /** Network of the address that logged in, cut to /24 or /48. */
  readonly network?: string;
}

/** A one-time link that sets a password. */
export interface InviteRecord {
  /** SHA-256 of the link's token, hex. */
  readonly id: string;
  readonly siteId: string;
  readonly person: string;
  /** ms since 1970. */
  readonly expiresAt: number;
}

export interface PeopleStore {
  /** @returns false when the address is taken; nothing changes. */
  add(person: PersonRecord): Promise<boolean>;
  /** Replaces the person of that id; an unknown one changes nothing. Rejects when the new address is another's. */
  update(person: PersonRecord): Promise<void>;
  byId(siteId: string, id: string): Promise<PersonRecord | undefined>;
  byEmail(siteId: string, email: string): Promise<PersonRecord | undefined>;
  /** By address. */
  list(siteId: string): Promise<readonly PersonRecord[]>;
  /** Expired sessions and invites are given back like others: the caller looks at `expiresAt`. */
  putSession(session: SessionRecord): Promise<void>;
  /** Replaces a session that is there: one that was ended meanwhile stays ended. */
  extendSession(session: SessionRecord): Promise<void>;
  session(siteId: string, id: string): Promise<SessionRecord | undefined>;
  endSession(siteId: string, id: string): Promise<void>;
  sessionsOf(siteId: string, person: string): Promise<readonly SessionRecord[]>;
  /** Ends all sessions of the person but one. */
  endSessions(siteId: string, person: string, except?: string): Promise<void>;
  putInvite(invite: InviteRecord): Promise<void>;
  invite(siteId: string, id: string): Promise<InviteRecord | undefined>;
  /** @returns true for exactly one caller: the link is spent. */
  spendInvite(siteId: string, id: string): Promise<boolean>;
  /** Makes all links of the person worthless. */
  endInvites(siteId: string, person: string): Promise<void>;
  /** Deletes sessions and invites that ran out by `now`. @returns how many. */
  sweep(siteId: string, now: number): Promise<number>;
}
