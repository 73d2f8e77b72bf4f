/** What one more of something came to. */
export interface Hit {
  readonly allowed: boolean;
  /** Milliseconds until the next one is allowed; 0 when this one was. */
  readonly retryAfterMs: number;
}

/** Counts what is done under a key, for all nodes together. `describeCounters` is the last word on what an adapter does. */
export interface Counters {
  /**
   * Counts one, unless as many as `limit` were counted since the key's window began. The first one begins a window; when
   * it is over, the next one begins another. What was refused is not counted and moves nothing, so that nobody stays
   * refused for longer than one window, however often they ask.
   *
   * @param windowMs at least 1
   * @param now ms since 1970, UTC
   * @throws when the counters cannot be reached: the caller knows whether that means yes or no.
   */
  hit(key: string, limit: number, windowMs: number, now: number): Promise<Hit>;
}
