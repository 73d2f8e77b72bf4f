/** A link by which a conversation goes on at another device. Plain JSON; neither the address nor the link's token stands in it. */
export interface ResumeLink {
  readonly siteId: string;
  /** SHA-256 of the link's token, hex. */
  readonly token: string;
  readonly conversation: string;
  /** Keyed hash of the address that it was sent to. */
  readonly address: string;
  /** ms since 1970. */
  readonly expiresAt: number;
  /** SHA-256 of the visitor's token that used it, hex; undefined: nobody did. */
  readonly usedBy: string | undefined;
}

/** `describeResumeLinkStore` is the last word on what an adapter does. */
export interface ResumeLinkStore {
  /** Keeps the link, unless one of its token is there: then nothing changes. */
  add(link: ResumeLink): Promise<void>;
  find(siteId: string, token: string): Promise<ResumeLink | undefined>;
  /** @returns true for exactly one visitor's token, each time that it asks. */
  use(siteId: string, token: string, by: string): Promise<boolean>;
  /** Forgets the links of a conversation. */
  forget(siteId: string, conversation: string): Promise<void>;
  /** Forgets those that ran out before, ms since 1970. */
  sweep(siteId: string, before: number): Promise<void>;
}
