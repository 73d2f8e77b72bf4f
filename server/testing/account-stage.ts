import { type AuditLog, makeAuditLog } from "../audit/audit-log.ts";
import { type Accounts, makeAccounts } from "../auth/accounts.ts";
import type { Log } from "../log.ts";
import type { Stores } from "../stores/ports.ts";
import { openSqlite } from "../stores/sqlite/open-sqlite.ts";
import { type HandClock, handClock } from "./hand-clock.ts";

/** Accounts on a real store, on a clock that only moves when told. */
export interface AccountStage {
  readonly accounts: Accounts;
  readonly audit: AuditLog;
  readonly stores: Stores;
  readonly timekeeper: HandClock;
  /** What was logged, in order. */
  readonly lines: string[];
}

export async function accountStage(): Promise<AccountStage> {
  const stores = await openSqlite({ dir: ":memory:" });
  const timekeeper = handClock();
  const lines: string[] = [];
  const write = (event: string, details: object = {}) =>
    void lines.push(`${event} ${JSON.stringify(details)}`);
  const log: Log = { info: write, warn: write, error: write };
  const shared = { siteId: () => "default", timekeeper, log, secretKey: "k".repeat(32) };
  const audit = makeAuditLog({ ...shared, store: stores.audit });
  const { people, twoSteps, counters } = stores;
  const accounts = makeAccounts({ ...shared, people, twoSteps, counters, audit });
  return { accounts, audit, stores, timekeeper, lines };
}
