/** Counts over the conversations that wait for people or have them. `describeLineStore` is the last word. */
export interface LineStore {
  /**
   * How many wait before this one.
   *
   * @param since when it began to wait, ISO 8601, UTC
   */
  ahead(siteId: string, since: string, id: string): Promise<number>;
  /** How many conversations each person has, by id; whoever has none is missing. */
  loads(siteId: string): Promise<ReadonlyMap<string, number>>;
}
