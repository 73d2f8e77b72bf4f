/** Who did it. `unknown`: somebody who is not logged in. `server`: Parley itself. */
export interface Actor {
  readonly kind: "person" | "key" | "server" | "unknown";
  /** Id of the person or the key; of the server, the command such as "parley erase"; else empty. */
  readonly id: string;
}

/** One line of the audit log. It names things by their ids and never holds what somebody said. */
export interface AuditEntry {
  readonly siteId: string;
  /** From 1, dense within a site. */
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly who: Actor;
  /** What was done, such as "lead.viewed". */
  readonly what: string;
  /** Id of what it was done to. */
  readonly object: string | undefined;
  /** A word or two more, such as a role. */
  readonly detail: string | undefined;
  /** Keyed hashes of the object before and after the change. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Network of the address that it came from, cut to /24 or /48. */
  readonly network: string | undefined;
  /** Keyed hash over this line and the one before: a line that was changed or taken out is noticed. */
  readonly chain: string;
}

/**
 * Where the audit log is kept: it can be added to and read, nothing else. `describeAuditStore` is the last word on what an
 * adapter does.
 */
export interface AuditStore {
  /** The newest line. */
  last(siteId: string): Promise<AuditEntry | undefined>;
  /** @returns false when there is a line of that number already: nothing changes. */
  add(entry: AuditEntry): Promise<boolean>;
  /** Newest first, those before `beforeSeq`. */
  list(siteId: string, beforeSeq: number, limit: number): Promise<readonly AuditEntry[]>;
  /** Oldest first, those after `afterSeq`. */
  from(siteId: string, afterSeq: number, limit: number): Promise<readonly AuditEntry[]>;
}
