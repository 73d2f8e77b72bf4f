/** That a visitor who talks is on the site. Plain JSON. */
export interface Visit {
  readonly siteId: string;
  readonly conversation: string;
  /** Path of the page that is open. */
  readonly path: string;
  /** Empty: it has none. */
  readonly title: string;
  /** Since when they are on the site, ms since 1970. */
  readonly since: number;
  /** Since when on this page, ms since 1970. */
  readonly pageSince: number;
  /** `seq` of the last message that they had before their eyes. */
  readonly seen: number;
  /** ms since 1970. Who says nothing until then has left. */
  readonly until: number;
}

/** Who is on the site now, one row a conversation. `describeVisitStore` is the last word on what an adapter does. */
export interface VisitStore {
  /** Says where somebody is, in place of what was said before. */
  say(visit: Visit): Promise<void>;
  /** Also one whose time is over, until it is swept. */
  of(siteId: string, conversation: string): Promise<Visit | undefined>;
  /** Those who are there at `now` (ms since 1970), who came last first. */
  here(siteId: string, now: number, limit: number): Promise<readonly Visit[]>;
  /** Brings the end of a visit to `now`; one that is over stays as it is. */
  leave(siteId: string, conversation: string, now: number): Promise<void>;
  forget(siteId: string, conversation: string): Promise<void>;
  /** Forgets those that were over before, ms since 1970. */
  sweep(siteId: string, before: number): Promise<void>;
}
