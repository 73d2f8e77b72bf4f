/** That an address was asked, by mail, to be confirmed. Plain JSON. Neither the address nor the link's token stands in it. */
export interface Verification {
  readonly siteId: string;
  /** Keyed hash of the address. */
  readonly address: string;
  /** SHA-256 of the link's token, hex. */
  readonly token: string;
  readonly conversation: string;
  /** Keyed hash of where the visitor's request came from; empty where that is not known. */
  readonly origin: string;
  /** ms since 1970. */
  readonly askedAt: number;
  readonly expiresAt: number;
}

/** `describeVerificationStore` is the last word on what an adapter does. */
export interface VerificationStore {
  /**
   * Keeps the asking, unless the address was asked since `addressSince` by another one, or `mostOfOrigin` addresses were
   * asked from the same origin since `originSince`.
   *
   * @returns whether it is kept; also true when this very asking (same token) was kept before.
   */
  ask(
    asking: Verification,
    limits: {
      readonly addressSince: number;
      readonly originSince: number;
      readonly mostOfOrigin: number;
    },
  ): Promise<boolean>;
  byToken(siteId: string, token: string): Promise<Verification | undefined>;
  /** @returns true for exactly one caller: the link is spent. */
  spend(siteId: string, token: string): Promise<boolean>;
  /** Says whose lead an address that is verified belongs to: that of the first who claims it. @returns that lead's id. */
  claim(siteId: string, address: string, lead: string): Promise<string>;
  /** No address belongs to the lead any more. */
  release(siteId: string, lead: string): Promise<void>;
  /** Forgets what was asked before, ms since 1970. */
  sweep(siteId: string, before: number): Promise<void>;
}
