/** What the site's own server said of a visitor, and signed. */
export interface VerifiedIdentity {
  /** The site's own id of the person. */
  readonly sub: string;
  /** Lower case. */
  readonly email: string | undefined;
  readonly name: string | undefined;
  /** ISO 8601, UTC. */
  readonly verifiedAt: string;
}

/** A visitor's token. A visitor has one that counts; those that it took the place of are kept and open nothing. */
export interface VisitorToken {
  readonly siteId: string;
  /** SHA-256 of the token, hex. */
  readonly id: string;
  /** Whose it is: the hash of the visitor's first token, which never changes. */
  readonly visitor: string;
  readonly identity: VerifiedIdentity | undefined;
  /** ms since 1970. */
  readonly expiresAt: number;
  /** Hash of the token that took its place; undefined: none did. */
  readonly replacedBy: string | undefined;
}

/** Where visitors' tokens are kept. `describeVisitorStore` is the last word on what an adapter does. */
export interface VisitorStore {
  /** Tokens that ran out or were replaced are given like others: the caller looks. */
  find(siteId: string, id: string): Promise<VisitorToken | undefined>;
  /** @returns false when there is a token of that hash: nothing changes. */
  add(token: VisitorToken): Promise<boolean>;
  /** Puts off the end; never brings it nearer. */
  extend(siteId: string, id: string, expiresAt: number): Promise<void>;
  /** @returns false when another one took its place before, or it is unknown: nothing changes. */
  replace(siteId: string, id: string, by: string): Promise<boolean>;
  /** What was signed about the visitor, once for each token that came with it, the oldest first. */
  identities(siteId: string, visitor: string): Promise<readonly VerifiedIdentity[]>;
  /** Forgets who the visitor is. The tokens stay: one whose place was taken would count again without its record. */
  forget(siteId: string, visitor: string): Promise<void>;
}
