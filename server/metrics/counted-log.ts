import type { Log } from "../log.ts";
import type { Metrics } from "./metrics.ts";

/** The same log; each line also counts. */
export function countedLog(log: Log, metrics: Pick<Metrics, "logged">): Log {
  const counted =
    (level: keyof Log): Log["info"] =>
    (event, details) => {
      metrics.logged(event);
      log[level](event, details);
    };
  return { info: counted("info"), warn: counted("warn"), error: counted("error") };
}
