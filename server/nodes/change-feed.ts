import type { Talk } from "../../engine/index.ts";

/** A conversation that moved on, and no more of it than a hint needs. */
export interface Change {
  readonly id: string;
  /** Its `updatedAt`, ms since 1970. */
  readonly at: number;
  readonly seq: number;
  readonly status: Talk["status"];
  /** How many lines to colleagues it holds. */
  readonly notes: number;
  /** How often somebody did something with it that is no turn. */
  readonly acts: number;
}

/** Tells a node what others have saved. `describeChangeFeed` is the last word on what an adapter does. */
export interface ChangeFeed {
  /**
   * Conversations whose `updatedAt` is `since` or later, the oldest first. What was saved through this very store may be
   * missing: its node knows already.
   *
   * @param since ms since 1970.
   */
  changed(siteId: string, since: number, limit: number): Promise<readonly Change[]>;
}
