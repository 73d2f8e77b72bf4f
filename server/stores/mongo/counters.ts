import { trusted } from "mongoose";
import type { Counters, Hit } from "../../limits/counters.ts";
import { StoreAwayError } from "../ports.ts";
import { reach } from "./away.ts";
import { insertIfAbsent } from "./insert.ts";
import type { Models } from "./models.ts";

const TRIES = 20;
const SWEEP_EVERY = 1_000;

/**
 * Counters in MongoDB. An ordinary hit is one conditional update; a window is begun, and begun anew, by a write that only
 * one of several callers can make.
 */
export function mongoCounters({ counters }: Models): Counters {
  let hits = 0;

  /** Undefined: others came between, look again. */
  async function tryHit(_id: string, limit: number, windowMs: number, now: number): Promise<Hit | undefined> {
    const running = { _id, endsAt: trusted({ $gt: now, $lte: now + windowMs }) };
    const free = { ...running, count: trusted({ $lt: limit }) };
    const counted = await counters.updateOne(free, { $inc: { count: 1 } }, WRITE);
    if (counted.matchedCount === 1) return ALLOWED;
    const found = await counters.findOne({ _id }).lean();
    const count = Math.min(1, limit);
    const endsAt = now + windowMs;
    const begun = firstHit(limit, windowMs);
    if (!found) return (await insertIfAbsent(counters, { _id, count, endsAt })) ? begun : undefined;
    const left = found.endsAt - now;
    if (left > 0 && left <= windowMs) {
      return found.count < limit ? undefined : { allowed: false, retryAfterMs: left };
    }
    const over = { _id, endsAt: found.endsAt, count: found.count };
    const again = await counters.updateOne(over, { $set: { count, endsAt } }, WRITE);
    return again.matchedCount === 1 ? begun : undefined;
  }

  return {
    hit: (key, limit, windowMs, now) =>
      reach(async () => {
        hits += 1;
        if (hits % SWEEP_EVERY === 0) await counters.deleteMany({ endsAt: trusted({ $lte: now }) }, WRITE);
        for (let tries = 1; tries <= TRIES; tries++) {
          const hit = await tryHit(key, limit, windowMs, now);
          if (hit) return hit;
        }
        throw new StoreAwayError("too many count under one key at the same moment");
      }),
  };
}

function firstHit(limit: number, windowMs: number): Hit {
  return limit > 0 ? ALLOWED : { allowed: false, retryAfterMs: windowMs };
}

const ALLOWED: Hit = { allowed: true, retryAfterMs: 0 };
/** A count may be lost with a server; it need not wait for a majority. */
const WRITE = { writeConcern: { w: 1 } } as const;
