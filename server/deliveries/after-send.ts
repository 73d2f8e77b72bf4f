import { RETRY_AFTER_MS } from "../outbox/retries.ts";
import type { Delivery } from "./delivery-store.ts";

export interface Failed {
  readonly ok: false;
  /** A code, such as TIMEOUT or STATUS_500. */
  readonly fault: string;
  /** The target is there, and it is this one thing that failed. */
  readonly healthy: boolean;
  /** It wants nothing any more. */
  readonly closed?: boolean;
  /** No other try can help. */
  readonly hopeless?: boolean;
}

/** So often is one tried before those behind it in its lane may overtake it: a quarter of an hour or so. */
export const HOLDS_TRIES = 5;

/** Waits are longer or shorter by up to so much, so that what failed together does not come back together. */
const JITTER = 0.1;

/** The delivery after a try, one version on. */
export function afterSend(
  delivery: Delivery,
  outcome: { readonly ok: true } | Failed,
  now: number,
  chance: number,
): Delivery {
  const tries = delivery.tries + 1;
  const changedAt = new Date(now).toISOString();
  const next = { ...delivery, v: delivery.v + 1, tries, changedAt };
  // What was delivered is remembered for a while, so that it is not made anew, but without its words.
  if (outcome.ok) {
    return { ...next, state: "delivered", body: null, nextTryAt: undefined, fault: undefined };
  }
  const { fault } = outcome;
  const wait = outcome.closed || outcome.hopeless ? undefined : RETRY_AFTER_MS[delivery.tries];
  if (wait === undefined) return { ...next, state: "dead", nextTryAt: undefined, fault };
  return { ...next, nextTryAt: now + Math.round(wait * (1 - JITTER + 2 * JITTER * chance)), fault };
}

/** A dead delivery that is to have another go, from the beginning. */
export function anotherGo(delivery: Delivery, now: number): Delivery {
  return {
    ...delivery,
    v: delivery.v + 1,
    state: "waiting",
    tries: 0,
    since: now,
    nextTryAt: now,
    changedAt: new Date(now).toISOString(),
    fault: undefined,
  };
}
