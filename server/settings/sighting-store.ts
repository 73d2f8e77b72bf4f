/** A website on which the widget was last asked for. Says nothing of who was there. */
export interface Sighting {
  readonly siteId: string;
  /** As browsers name it, such as `https://www.example.com`. */
  readonly origin: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Whether the site lets the widget run there. */
  readonly allowed: boolean;
}

/** Where the widget was seen. `describeSettingsStore` is the last word on what an adapter does. */
export interface SightingStore {
  /** Takes the place of what was known of the origin, unless that is newer. Of more than 50 origins the oldest go. */
  see(sighting: Sighting): Promise<void>;
  /** Newest first, at most 50. */
  seen(siteId: string): Promise<readonly Sighting[]>;
}
