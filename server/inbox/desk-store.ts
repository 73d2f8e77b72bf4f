/** Something that people of the console keep for their work beside conversations, such as their canned replies. */
export interface DeskRecord {
  readonly siteId: string;
  /** What it is, and whose: "canned", "views/<person>". */
  readonly id: string;
  /** From 1; grows by one with each change. */
  readonly v: number;
  /** Plain JSON. */
  readonly body: unknown;
}

/** `describeDeskStore` is the last word on what an adapter does. */
export interface DeskStore {
  load(siteId: string, id: string): Promise<DeskRecord | undefined>;
  /**
   * Keeps version `v` in the place of version `v - 1`; version 1 where there is none.
   *
   * @returns false when another version is there: nothing changes.
   */
  keep(record: DeskRecord): Promise<boolean>;
  /** Gone, whichever version it has. */
  drop(siteId: string, id: string): Promise<void>;
}
