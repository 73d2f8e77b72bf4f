import type { SiteSettings } from "../../engine/index.ts";

/** What was set in the console beside site.yml. Plain JSON. */
export interface SettingsRecord {
  readonly siteId: string;
  /** From 1; grows by one with each change. */
  readonly v: number;
  readonly values: SiteSettings;
  /** Secrets that Parley made for webhooks, by name, sealed with the secret key. */
  readonly secrets: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly changedAt: string;
  /** Id of the person. */
  readonly changedBy: string;
}

/** Where settings live. `describeSettingsStore` is the last word on what an adapter does. */
export interface SettingsStore {
  /** Undefined: nothing was ever set. */
  current(siteId: string): Promise<SettingsRecord | undefined>;
  /**
   * Takes the place of version `record.v - 1`; of none, when `record.v` is 1.
   *
   * @returns false when that is no longer the current one; nothing changes.
   */
  save(record: SettingsRecord): Promise<boolean>;
}
