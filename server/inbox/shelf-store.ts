/** Something that people of the console keep for their work beside conversations, such as their canned replies. */
export interface ShelfRecord {
  readonly siteId: string;
  /** What it is, and whose: "canned", "person/<id>". */
  readonly id: string;
  /** From 1; grows by one with each change. */
  readonly v: number;
  /** Plain JSON. */
  readonly body: unknown;
}

/** `describeShelfStore` is the last word on what an adapter does. */
export interface ShelfStore {
  load(siteId: string, id: string): Promise<ShelfRecord | undefined>;
  /**
   * Keeps version `v` in the place of version `v - 1`; version 1 where there is none.
   *
   * @returns false when another version is there: nothing changes.
   */
  keep(record: ShelfRecord): Promise<boolean>;
  /** Gone, whichever version it has. */
  drop(siteId: string, id: string): Promise<void>;
}
