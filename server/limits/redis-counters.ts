import { Redis } from "ioredis";
import type { Counters } from "./counters.ts";

/** The part of an ioredis client that is used. */
export interface ScriptRunner {
  eval(script: string, keys: number, ...rest: (string | number)[]): Promise<unknown>;
}

// One script is one step for Redis: nothing comes between reading and counting. Gives the wait, 0 when it is allowed. The
// time that decides is the caller's; Redis' own only clears away what is long over.
const SCRIPT = `
local ends = tonumber(redis.call('hget', KEYS[1], 'ends') or '0')
local count = tonumber(redis.call('hget', KEYS[1], 'count') or '0')
local limit, window, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if ends <= now or ends > now + window then
  ends = now + window
  count = 0
  redis.call('hset', KEYS[1], 'ends', ends, 'count', 0)
  redis.call('pexpire', KEYS[1], window + 60000)
end
if count >= limit then return ends - now end
redis.call('hincrby', KEYS[1], 'count', 1)
return 0`;

/** Counters in Redis, under names that begin with `parley:count:`. */
export function redisCounters(redis: ScriptRunner): Counters {
  return {
    hit: async (key, limit, windowMs, now) => {
      const wait = Number(await redis.eval(SCRIPT, 1, `parley:count:${key}`, limit, windowMs, now));
      return { allowed: wait === 0, retryAfterMs: wait };
    },
  };
}

/** A client that fails at once while Redis is away, and finds back to it by itself. */
export function openCountingRedis(url: string): { readonly counters: Counters; close(): Promise<void> } {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    retryStrategy: (tries) => Math.min(tries * 200, 3_000),
  });
  // Each call that fails says so to its caller; a listener there must be, or the process ends.
  redis.on("error", () => undefined);
  return {
    counters: redisCounters(redis),
    close: async () => redis.disconnect(),
  };
}
