/**
 * One thing that has to reach one target outside: a webhook's endpoint, or a mailbox. Plain JSON. It leaves when the
 * other side has taken it, else it is tried again over a day and a half and then waits for a person.
 */
export interface Delivery {
  readonly siteId: string;
  /** Stable over all tries and restarts: the other side may use it to apply the thing once. */
  readonly id: string;
  /** Grows by one with each save; a save names the version that it replaces. */
  readonly v: number;
  /** `webhook:NAME`, `mail`, or `outbox` for an item that a conversation could not carry out itself. */
  readonly target: string;
  /** What is told, such as `lead.qualified`. */
  readonly type: string;
  /** What belongs together: deliveries of one lane and target go in order. Empty: nothing else. */
  readonly lane: string;
  /** Place in the lane, growing. */
  readonly order: number;
  /** Whose words it may hold, so that they can be forgotten with it; undefined: no visitor's. */
  readonly conversation: string | undefined;
  /** When it happened, ISO 8601, UTC. */
  readonly at: string;
  /** What is sent; null once it is delivered. */
  readonly body: unknown;
  readonly state: "waiting" | "delivered" | "dead";
  readonly tries: number;
  /** Since when it is tried, ms since 1970; another go of a dead letter begins anew. */
  readonly since: number;
  /** ms since 1970; undefined unless it waits. */
  readonly nextTryAt: number | undefined;
  /** When it was tried last, or became what it is, ISO 8601, UTC. */
  readonly changedAt: string;
  /** Why the last try failed: a code, never what the other side said. */
  readonly fault: string | undefined;
}

/** Deliveries under way and dead. `describeDeliveryStore` is the last word on what an adapter does. */
export interface DeliveryStore {
  /** Keeps each delivery unless one of its id is there, in whatever state: then nothing changes. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  load(siteId: string, id: string): Promise<Delivery | undefined>;
  /**
   * Replaces the delivery whose version is `delivery.v - 1`.
   *
   * @returns false when that is no longer the current one, or it is gone; nothing changes.
   */
  save(delivery: Delivery): Promise<boolean>;
  /**
   * Takes a lease on deliveries to the target that wait and are due at `now`, longest overdue first, then in order of
   * their lanes. The lease only spares work; the conditional save is the fence. A save ends it.
   *
   * @param until ms since 1970; the lease lapses then.
   */
  lease(
    siteId: string,
    target: string,
    now: number,
    until: number,
    limit: number,
  ): Promise<readonly Delivery[]>;
  /** The first delivery before this one in its lane that waits and was tried less often than `tries`. */
  ahead(delivery: Delivery, tries: number): Promise<Delivery | undefined>;
  /** The first deliveries behind this one in its lane that wait, in order, whoever has a lease on them. */
  behind(delivery: Delivery, limit: number): Promise<readonly Delivery[]>;
  /** Dead ones, those that died last first. @throws {CursorError} */
  listDead(query: {
    readonly siteId: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<{ readonly rows: readonly Delivery[]; readonly next: string | undefined }>;
  /** Those to a target, in whatever state; what changed last first. @throws {CursorError} */
  listOf(query: {
    readonly siteId: string;
    readonly target: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<{ readonly rows: readonly Delivery[]; readonly next: string | undefined }>;
  remove(siteId: string, id: string): Promise<void>;
  /** Removes all that hold words of the conversation, in whatever state. */
  removeOf(siteId: string, conversation: string): Promise<void>;
  /**
   * What waits since before `waiting` becomes dead with the fault GIVEN_UP; what became delivered or dead before
   * `delivered` and `dead` goes. All in ms since 1970.
   *
   * @returns how many became dead.
   */
  sweep(
    siteId: string,
    now: number,
    before: { readonly waiting: number; readonly delivered: number; readonly dead: number },
  ): Promise<number>;
  /** By how many ms the oldest due delivery is late; 0 when none is. */
  overdue(siteId: string, now: number): Promise<number>;
}

/** An endpoint that said 410 Gone and is told nothing more until an admin says so. */
export interface ClosedEndpoint {
  readonly siteId: string;
  readonly target: string;
  /** The address that said so: under another one the endpoint is open again. */
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly closedAt: string;
}

export interface EndpointStore {
  /** Keeps that it is closed; a later one takes the place of the former. */
  close(endpoint: ClosedEndpoint): Promise<void>;
  open(siteId: string, target: string): Promise<void>;
  /** In no order. */
  closed(siteId: string): Promise<readonly ClosedEndpoint[]>;
}
