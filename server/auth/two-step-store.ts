/** The second step of somebody's log-in: a secret that their telephone shares, and codes for when it is lost. */
export interface TwoStepRecord {
  readonly siteId: string;
  readonly person: string;
  /** From 1; grows by one with each save. */
  readonly v: number;
  /** Sealed with the server's secret key. */
  readonly secret: string;
  /** False until a first code was right: nobody is asked for codes before. */
  readonly confirmed: boolean;
  /** The number of the last 30 seconds whose code was used: no code counts twice, nor an older one. */
  readonly lastStep: number;
  /** SHA-256 of the recovery codes that are left, hex. */
  readonly recovery: readonly string[];
}

/** Where second steps are kept. `describeTwoStepStore` is the last word on what an adapter does. */
export interface TwoStepStore {
  load(siteId: string, person: string): Promise<TwoStepRecord | undefined>;
  /**
   * Keeps a record whose `v` follows the one that is kept; 1 where there is none.
   *
   * @returns false when somebody else was faster: nothing changes.
   */
  save(record: TwoStepRecord): Promise<boolean>;
  remove(siteId: string, person: string): Promise<void>;
}
