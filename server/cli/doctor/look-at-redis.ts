import { Redis } from "ioredis";
import { bad, type Finding, good } from "./finding.ts";
import { whatItSaid } from "./what-it-said.ts";

const PATIENCE_MS = 2_000;

/** Whether Redis answers within two seconds, where one is set. The address may hold a password: only its host is told. */
export async function lookAtRedis({
  redisUrl,
}: {
  readonly redisUrl: string | undefined;
}): Promise<readonly Finding[]> {
  if (redisUrl === undefined) return [];
  const { host } = new URL(redisUrl);
  const fault = await faultOf(redisUrl);
  if (fault === undefined) return [good("redis", `${host} answers`)];
  return [bad("redis", `${host}: ${fault}`, "Start it, or mend REDIS_URL.")];
}

async function faultOf(url: string): Promise<string | undefined> {
  const redis = new Redis(url, {
    lazyConnect: true,
    // It is asked once.
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE_MS,
  });
  let heard: unknown;
  // Why it could not connect is told here alone; the command only hears that the connection is closed.
  redis.on("error", (error: unknown) => {
    heard = error;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE_MS / 1_000} s`), PATIENCE_MS);
  });
  try {
    return await Promise.race([redis.ping().then(() => undefined), late]);
  } catch (error) {
    return whatItSaid(heard ?? error);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}
