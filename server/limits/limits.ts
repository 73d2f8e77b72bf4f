import { addSpan, type CountedFor, type Limited, type Rate, type Site } from "../../engine/index.ts";
import { keyedHash } from "../auth/token.ts";
import { faultDetails, type Log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Counters } from "./counters.ts";
import { networkOf } from "./network-of.ts";
import { sparingCounters } from "./sparing-counters.ts";

export interface LimitsSetting {
  readonly counters: Counters;
  site(): Pick<Site, "id" | "limits">;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  readonly secretKey: string;
}

/** Who does it, as far as it is known. */
export interface Doer {
  /** Hash of the visitor's token. */
  readonly visitor?: string;
  /** Internet address; only a keyed hash of its network is kept. */
  readonly address?: string | undefined;
}

/** The limits of site.yml. Those that are changed there hold from the next request on. */
export interface Limits {
  /**
   * Counts one for the visitor, for the address and for the site, as site.yml says.
   *
   * @throws {Refusal} TOO_MANY with the time to wait; TRY_AGAIN when the counters are away and it is mail: visitors are let
   * through then, mail to strangers is not sent.
   */
  count(what: Limited, who: Doer): Promise<void>;
  /**
   * Counts nothing and asks nobody: what `count` would refuse, as far as this process knows already. So it is cheap enough to
   * be asked of each request of a flood, before anything else is done for it.
   */
  knownRefusal(what: Limited, who: Doer): Refusal | undefined;
}

const ORDER = ["visitor", "address", "site"] as const satisfies readonly CountedFor[];
/** A counter store that is away is told of this often, not with every message. */
const TELL_EVERY_MS = 60_000;

export function makeLimits(setting: LimitsSetting): Limits {
  const { site, timekeeper, secretKey } = setting;
  const counters = sparingCounters(setting.counters);
  const tellAway = tellNowAndThen(setting);
  const networkHash = remembered((address: string) => keyedHash(secretKey, networkOf(address)));

  const keyOf = (what: Limited, whose: CountedFor, { visitor, address }: Doer): string | undefined => {
    const begin = `${site().id} ${what} ${whose}`;
    if (whose === "site") return begin;
    if (whose === "visitor") return visitor && `${begin} ${visitor}`;
    return `${begin} ${networkHash(address ?? "")}`;
  };

  const countOne = async (what: Limited, rate: Rate, key: string): Promise<void> => {
    const windowMs = windowOf(rate);
    const hit = await counters.hit(key, rate.most, windowMs, timekeeper.now()).catch((error: unknown) => {
      tellAway(error);
      if (what === "mail") throw noMailNow();
      return undefined;
    });
    if (hit && !hit.allowed) throw tooMany(what, rate, windowMs, hit.retryAfterMs);
  };

  return {
    count: async (what, who) => {
      const rates = site().limits[what];
      for (const whose of ORDER) {
        const rate = rates[whose];
        const key = keyOf(what, whose, who);
        if (rate && key !== undefined) await countOne(what, rate, key);
      }
    },
    knownRefusal: (what, who) => {
      const rates = site().limits[what];
      for (const whose of ORDER) {
        const rate = rates[whose];
        const key = keyOf(what, whose, who);
        if (!rate || key === undefined) continue;
        const windowMs = windowOf(rate);
        const waitMs = counters.refusedFor(key, windowMs, timekeeper.now());
        if (waitMs > 0) return tooMany(what, rate, windowMs, waitMs);
      }
      return undefined;
    },
  };
}

const windows = new WeakMap<Rate, number>();

/** Milliseconds. Worked out once a rate: it would be a good part of what a refusal costs. */
function windowOf(rate: Rate): number {
  const known = windows.get(rate);
  if (known !== undefined) return known;
  const windowMs = addSpan(0, rate.within, "UTC");
  windows.set(rate, windowMs);
  return windowMs;
}

const MOST_REMEMBERED = 1_000;

/** The results for the last texts that it was asked of, in memory only. */
function remembered(work: (text: string) => string): (text: string) => string {
  const results = new Map<string, string>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = work(text);
    results.set(text, result);
    const first = results.keys().next();
    if (results.size > MOST_REMEMBERED && !first.done) results.delete(first.value);
    return result;
  };
}

function tooMany(what: Limited, { most }: Rate, windowMs: number, waitMs: number): Refusal {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1_000));
  const limit = { name: what, most, seconds: Math.ceil(windowMs / 1_000) };
  return new Refusal("TOO_MANY", "That was a lot at once. Please go on in a moment.", { retryAfter, limit });
}

function noMailNow(): Refusal {
  return new Refusal("TRY_AGAIN", "No mail can be sent at the moment.", { retryAfter: 60 });
}

function tellNowAndThen({ log, timekeeper }: LimitsSetting): (error: unknown) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (error) => {
    const now = timekeeper.now();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    log.warn("limits.away", faultDetails(error));
  };
}
