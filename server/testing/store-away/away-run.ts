import { setTimeout } from "node:timers/promises";
import type { Stores } from "../../stores/ports.ts";
import { testServer } from "../test-server.ts";
import { startTalkers, WORDS } from "./talkers.ts";

/** A store that can be taken away and given back. */
export interface AwayStore {
  readonly name: string;
  readonly stores: Stores;
  leave(): void;
  comeBack(): Promise<void> | void;
  close(): Promise<void>;
}

export interface AwayReport {
  readonly cycles: number;
  readonly acknowledged: number;
  /** Answers 503 while it was away. */
  readonly refused: number;
  /** The longest that anybody waited for an answer, ms. */
  readonly longestMs: number;
  /** The longest from the return to the first acknowledgement, ms. */
  readonly backMs: number;
  readonly faults: readonly string[];
}

const BETWEEN_MS = 400;
/** Of an answer 503, and of the first acknowledgement after the return. */
const TOLD_WITHIN_MS = 2_000;
const BACK_WITHIN_MS = 5_000;

/**
 * Visitors talk while the store goes away and comes back, as often as there are times in `awayMs`.
 *
 * @param toldWithinMs Longer than the promise only where other tests share the machine.
 */
export async function awayRun(
  store: AwayStore,
  awayMs: readonly number[],
  toldWithinMs = TOLD_WITHIN_MS,
): Promise<AwayReport> {
  const server = await testServer({ stores: store.stores, files: { "words.playbook.yml": WORDS } });
  const failures = () => server.lines.filter((line) => line.startsWith("request.failed"));
  try {
    const talkers = await startTalkers(server.url, 6, failures);
    const faults: string[] = [];
    let backMs = 0;
    for (const away of awayMs) {
      await setTimeout(BETWEEN_MS);
      store.leave();
      await setTimeout(away);
      await store.comeBack();
      const back = performance.now();
      const first = await firstAcknowledged(() => talkers.attempts, back);
      backMs = Math.max(backMs, first);
      if (first > BACK_WITHIN_MS) faults.push(`only back ${first.toFixed(0)} ms after the return`);
    }
    await talkers.stop();
    const { attempts } = talkers;
    const refused = attempts.filter(({ status }) => status === 503);
    const longestMs = Math.max(...attempts.map(({ from, to }) => to - from));
    if (longestMs > toldWithinMs) faults.push(`somebody waited ${longestMs.toFixed(0)} ms for an answer`);
    if (refused.some(({ polite }) => !polite)) faults.push("a 503 without Retry-After");
    if (attempts.some(({ status }) => status === 0)) faults.push("a request without an answer");
    if (refused.length === 0) faults.push("nobody noticed that the store was away");
    faults.push(...(await talkers.faults()));
    const acknowledged = talkers.acknowledged();
    return { cycles: awayMs.length, acknowledged, refused: refused.length, longestMs, backMs, faults };
  } finally {
    await server.close();
  }
}

/** @returns ms from `since`, 30,000 when there was none in that time. */
async function firstAcknowledged(
  attempts: () => readonly { readonly to: number; readonly status: number }[],
  since: number,
): Promise<number> {
  while (performance.now() < since + 30_000) {
    const first = attempts().find(({ to, status }) => status === 200 && to > since);
    if (first) return first.to - since;
    await setTimeout(20);
  }
  return 30_000;
}
