import type { Scope } from "../wire/keys.ts";

/** A key with which programs read and write by the API. */
export interface ApiKeyRecord {
  /** SHA-256 of the key, hex. */
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  /** The first letters of the key, by which people tell keys apart. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  /** Id of the person who made it. */
  readonly madeBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ms since 1970; undefined: it does not run out. */
  readonly expiresAt: number | undefined;
  /** ms since 1970, exact to the hour; undefined: never used. */
  readonly lastUsedAt: number | undefined;
}

/** Where keys are kept. `describeApiKeyStore` is the last word on what an adapter does. */
export interface ApiKeyStore {
  add(key: ApiKeyRecord): Promise<void>;
  /** Keys that ran out are given like others: the caller looks at `expiresAt`. */
  find(siteId: string, id: string): Promise<ApiKeyRecord | undefined>;
  /** Newest first. */
  list(siteId: string): Promise<readonly ApiKeyRecord[]>;
  /** Notes a use. An unknown key changes nothing, an earlier use than the noted one neither. */
  used(siteId: string, id: string, at: number): Promise<void>;
  /** @returns false when there was none. */
  remove(siteId: string, id: string): Promise<boolean>;
}
