import type { Stance } from "../wire/handoff.ts";

/** What somebody who answers says of themselves, and when they did or were asked something last. */
export interface DeskRecord {
  /** Their id. */
  readonly person: string;
  /** Missing: online. */
  readonly stance?: Stance;
  /** When they did something last, ms since 1970. */
  readonly activeAt?: number;
  /** When a visitor was given to them last, ms since 1970. */
  readonly askedAt?: number;
}

/** Desks of the people of a site. `describeDeskStore` is the last word on what an adapter does. */
export interface DeskStore {
  /** In no order; whoever never said nor did anything is missing. */
  all(siteId: string): Promise<readonly DeskRecord[]>;
  /** Changes what is named; the rest stays. A time never goes back. */
  change(siteId: string, desk: DeskRecord): Promise<void>;
}
