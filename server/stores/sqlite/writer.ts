import { setImmediate, setTimeout } from "node:timers/promises";
import type Database from "libsql";
import { StoreAwayError } from "../ports.ts";
import { awayOr, isBusy } from "./away.ts";

/** Gathers what wants to be written at the same moment into one commit, so that many turns share one wait for the disk. */
export interface Writer {
  /** Resolves with what `work` returned, after the commit. `work` may run twice, so it only writes to the database. */
  write<T>(work: () => T): Promise<T>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

interface Job {
  /** Does the work and returns what tells the caller; that is called after the commit. */
  run(): () => void;
  fail(error: unknown): void;
}

// A longer batch would keep everything else in this process waiting.
const BATCH = 256;
// Whoever waits for an answer hears within two seconds that the store is away, also on a machine that is busy.
const LOCK_PATIENCE_MS = 900;
// Each try keeps the whole process waiting for as long as SQLite itself waits: between them the others must get on.
const LOCK_PAUSE_MS = 25;

export function openWriter(db: Database.Database): Writer {
  const waiting: Job[] = [];
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await setImmediate();
      const locked = await commit(db, waiting.splice(0, BATCH));
      // Who came meanwhile would wait as long once more, and longer than anybody should for an answer.
      if (locked) for (const job of waiting.splice(0)) job.fail(locked);
    }
    running = undefined;
  }

  return {
    write<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({
          run() {
            const outcome = work();
            return () => {
              resolve(outcome);
            };
          },
          fail: reject,
        });
        running ??= drain();
      });
    },
    async idle() {
      await running;
    },
  };
}

/** @returns why, when another process kept the lock too long. */
async function commit(db: Database.Database, jobs: readonly Job[]): Promise<StoreAwayError | undefined> {
  try {
    await begin(db);
    const tellings = jobs.map((job) => job.run());
    db.exec("commit");
    for (const tell of tellings) tell();
    return undefined;
  } catch (thrown) {
    rollBack(db);
    const error = awayOr(thrown);
    if (jobs.length === 1 || error instanceof StoreAwayError) {
      for (const job of jobs) job.fail(error);
      return error instanceof StoreAwayError && isBusy(thrown) ? error : undefined;
    }
    // One of them is bad; the others must not pay for it.
    for (const job of jobs) await commit(db, [job]);
    return undefined;
  }
}

/** Some failures roll back by themselves. What a second failure says is of no use: the first one is told. */
function rollBack(db: Database.Database): void {
  try {
    if (db.inTransaction) db.exec("rollback");
  } catch {}
}

/** Takes the write lock. The pauses let this process go on while another one writes. */
async function begin(db: Database.Database): Promise<void> {
  const until = performance.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      db.exec("begin immediate");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await setTimeout(LOCK_PAUSE_MS);
    }
  }
}
