import { faultDetails, type Log } from "../log.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { afterSend, type Failed, HOLDS_TRIES } from "./after-send.ts";
import { type Circuit, makeCircuit } from "./circuit.ts";
import type { Delivery, DeliveryStore } from "./delivery-store.ts";

/** What came of one try. */
export type SendOutcome = { readonly ok: true } | Failed | { readonly ok: false; readonly givenUp: true };

/** A place to which things are delivered. */
export interface Target {
  /** Unique among all targets. */
  readonly name: string;
  /** One try. Gives up when the signal says so. */
  send(delivery: Delivery, signal: AbortSignal): Promise<SendOutcome>;
  /** It said that it wants nothing any more. */
  closed?(): Promise<void>;
}

export interface PostSetting {
  readonly deliveries: DeliveryStore;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  siteId(): string;
  /** Asked anew for each round, since the site may change while the server runs. */
  targets(): readonly Target[] | Promise<readonly Target[]>;
}

/** Brings deliveries to their targets. */
export interface Post {
  /** Begins to deliver what is due, a target at a time beside all others, and does not wait for it. */
  round(): Promise<boolean>;
  /** Whether the target is asked at present; for the admin. */
  circuit(target: string): "open" | "closed";
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Gives up what is under way: it is tried again, with the same id, when Parley runs again. */
  stop(): Promise<void>;
}

const AT_ONCE = 20;
/** Longer than one try may take, so that a target that hangs is not asked twice. */
export const DELIVERY_LEASE_MS = 30_000;
/** So long is left alone what waits for another in its lane. */
const HELD_MS = 5_000;
/** A new try is begun only while so much of the lease is left. */
const MARGIN_MS = 15_000;

/**
 * Each target has a loop and a circuit of its own, so that one that is dead or slow delays nobody else. Deliveries of one
 * lane go one after the other; lanes go side by side.
 */
export function makePost(setting: PostSetting): Post {
  const { timekeeper, log } = setting;
  const circuits = new Map<string, Circuit>();
  const running = new Map<string, Promise<void>>();
  const over = new AbortController();
  const circuitOf = (name: string) => {
    const known = circuits.get(name) ?? makeCircuit();
    circuits.set(name, known);
    return known;
  };

  const run = async (target: Target) => {
    const worker = { ...setting, target, circuit: circuitOf(target.name), signal: over.signal };
    while (!over.signal.aborted && (await deliverDue(worker)));
  };
  const begin = (target: Target) => {
    if (running.has(target.name) || over.signal.aborted) return;
    const done = run(target)
      .catch((error: unknown) => {
        log.error("poll.failed", { poller: "deliveries", target: target.name, ...faultDetails(error) });
      })
      .finally(() => running.delete(target.name));
    running.set(target.name, done);
  };
  const settled = async () => {
    while (running.size > 0) await Promise.all(running.values());
  };
  return {
    round: async () => {
      for (const target of await setting.targets()) begin(target);
      return false;
    },
    circuit: (target) => (circuits.get(target)?.may(timekeeper.now()) === "none" ? "open" : "closed"),
    settled,
    stop: async () => {
      over.abort();
      await settled();
    },
  };
}

interface Worker extends PostSetting {
  readonly target: Target;
  readonly circuit: Circuit;
  readonly signal: AbortSignal;
}

/** @returns true when there may be more to do at once. */
async function deliverDue(worker: Worker): Promise<boolean> {
  const { deliveries, timekeeper, circuit, target } = worker;
  const now = timekeeper.now();
  const may = circuit.may(now);
  if (may === "none") return false;
  const limit = may === "one" ? 1 : AT_ONCE;
  const until = now + DELIVERY_LEASE_MS;
  const due = await deliveries.lease(worker.siteId(), target.name, now, until, limit);
  const lanes = new Map<string, Delivery[]>();
  for (const one of due) {
    const lane = one.lane === "" ? one.id : one.lane;
    lanes.set(lane, [...(lanes.get(lane) ?? []), one]);
  }
  const sent = await Promise.all([...lanes.values()].map((lane) => deliverLane(worker, lane, until)));
  if (sent.includes("closed")) return false;
  // Where nothing moved, the next round is soon enough; but behind many that are held there may be some that are not.
  return due.length === limit || sent.some((count) => count !== 0);
}

/**
 * Delivers the first of the lane and all that wait behind it, leased or not: a long lane would else be looked at as often
 * as it is long. Two nodes that follow the same lane send some of it twice, under the same ids.
 *
 * @returns how many were delivered, or that the target wants nothing any more.
 */
async function deliverLane(
  worker: Worker,
  leased: readonly Delivery[],
  until: number,
): Promise<number | "closed"> {
  const inOrder = leased.toSorted((a, b) => a.order - b.order);
  const [first] = inOrder;
  if (!first) return 0;
  const tried = new Set<string>();
  let count = 0;
  if (!(await isHeld(worker, first))) {
    for await (const delivery of lane(worker, first, until)) {
      tried.add(delivery.id);
      const outcome = await deliverOne(worker, delivery);
      if (outcome === "closed") return outcome;
      if (outcome === "taken") count += 1;
      else if (delivery.tries + 1 < HOLDS_TRIES) break;
    }
  }
  await hold(
    worker,
    inOrder.filter(({ id }) => !tried.has(id)),
  );
  return count;
}

/** The delivery, and those behind it that may go after it. */
async function* lane(worker: Worker, first: Delivery, until: number): AsyncGenerator<Delivery> {
  const { timekeeper, deliveries, signal } = worker;
  yield first;
  let behind = first.lane === "" ? [] : await deliveries.behind(first, AT_ONCE);
  while (behind.length > 0) {
    for (const delivery of behind) {
      const now = timekeeper.now();
      if (signal.aborted || now > until - MARGIN_MS || holds(delivery, now)) return;
      if (isItsTurn(delivery, now)) yield delivery;
    }
    const last = behind.at(-1);
    behind = last ? await deliveries.behind(last, AT_ONCE) : [];
  }
}

/** What was never tried is due as soon as nothing stands before it. */
function isItsTurn({ tries, nextTryAt }: Delivery, now: number): boolean {
  return tries === 0 || (nextTryAt ?? 0) <= now;
}

function holds(delivery: Delivery, now: number): boolean {
  return !isItsTurn(delivery, now) && delivery.tries < HOLDS_TRIES;
}

async function isHeld({ deliveries }: Worker, delivery: Delivery): Promise<boolean> {
  return delivery.lane !== "" && (await deliveries.ahead(delivery, HOLDS_TRIES)) !== undefined;
}

/** Those whose turn has not come go back: whoever delivers the one before them takes them along. */
async function hold({ deliveries, timekeeper }: Worker, held: readonly Delivery[]): Promise<void> {
  const nextTryAt = timekeeper.now() + HELD_MS;
  await Promise.all(held.map((one) => deliveries.save({ ...one, v: one.v + 1, nextTryAt })));
}

async function deliverOne(worker: Worker, delivery: Delivery): Promise<"taken" | "not taken" | "closed"> {
  const { target, circuit, timekeeper, deliveries, log } = worker;
  const outcome = await target.send(delivery, worker.signal).catch((error: unknown): Failed => {
    log.error("delivery.broken", { ...about(delivery), ...faultDetails(error) });
    return { ok: false, fault: "INTERNAL", healthy: true };
  });
  if (!outcome.ok && "givenUp" in outcome) return "not taken";
  const now = timekeeper.now();
  if (outcome.ok || outcome.healthy) circuit.well();
  else if (circuit.ill(now)) log.warn("target.paused", { target: target.name });
  const next = afterSend(delivery, outcome, now, timekeeper.random());
  const closes = !outcome.ok && outcome.closed === true;
  if (closes) {
    await target.closed?.();
    log.error("endpoint.closed", { target: target.name });
  }
  if (await settle(deliveries, next)) tell(log, next);
  if (closes) return "closed";
  return outcome.ok ? "taken" : "not taken";
}

/**
 * Keeps what came of a try. Another node may have put the delivery back meanwhile; what is delivered stays so all the same.
 *
 * @returns whether it was this node that settled it.
 */
async function settle(deliveries: DeliveryStore, next: Delivery): Promise<boolean> {
  if (await deliveries.save(next)) return true;
  if (next.state !== "delivered") return false;
  const now = await deliveries.load(next.siteId, next.id);
  return now?.state === "waiting" && (await deliveries.save({ ...next, v: now.v + 1 }));
}

function tell(log: Log, delivery: Delivery): void {
  const { state, tries, fault } = delivery;
  if (state === "delivered") log.info("delivery.done", { ...about(delivery), tries });
  else if (state === "dead") log.error("delivery.dead", { ...about(delivery), tries, fault });
  else log.warn("delivery.failed", { ...about(delivery), tries, fault });
}

function about({ id, target, type }: Delivery) {
  return { delivery: id, target, type };
}
