import type { RememberedAnswer } from "../../engine/index.ts";

/** What is remembered of one visitor over conversations. Plain JSON. */
export interface VisitorRecord {
  readonly siteId: string;
  /** SHA-256 of the visitor's token, hex. */
  readonly visitor: string;
  /** Grows by one with each save, from 1. */
  readonly v: number;
  /** One a question. */
  readonly answers: readonly RememberedAnswer[];
  /** When the visitor asked to be forgotten; ms since 1970. An answer given by then is never kept again. */
  readonly forgottenAt: number | undefined;
  /** When something of it runs out next; ms since 1970. */
  readonly dueAt: number;
}

/** What is remembered of visitors, one record each. `describeVisitorMemory` is the last word on what an adapter does. */
export interface VisitorMemory {
  load(siteId: string, visitor: string): Promise<VisitorRecord | undefined>;
  /**
   * Keeps the record where its version before, `v - 1`, is the present one; 0 is none.
   *
   * @returns false when somebody was faster; nothing changes.
   */
  save(record: VisitorRecord): Promise<boolean>;
  /** Erases the record of this version. @returns false when it is another one by now; nothing changes. */
  erase(record: Pick<VisitorRecord, "siteId" | "visitor" | "v">): Promise<boolean>;
  /** Records in which something has run out by `now`, longest overdue first. */
  due(siteId: string, now: number, limit: number): Promise<readonly VisitorRecord[]>;
}
