import type { Log } from "../log.ts";
import { type Bus, makeBus } from "../turns/bus.ts";
import { noteOf, type PolledBusSetting, polledBus } from "./polled-bus.ts";
import { redisBus } from "./redis-bus.ts";

export interface OpenedBus {
  readonly bus: Bus;
  /** Finds out what no hint has told. To be called again and again. */
  round(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The bus between the nodes of one store. With Redis hints come in a moment, and the store is asked only while Redis is
 * away; without, it is asked in each round.
 */
export function openBus(
  setting: PolledBusSetting & { readonly redisUrl: string | undefined; readonly log: Log },
): OpenedBus {
  const { redisUrl, siteId, log } = setting;
  const local = makeBus();
  if (redisUrl === undefined) {
    const bus = polledBus(setting, local);
    return { bus, round: bus.round, close: async () => undefined };
  }
  // Needed once more when Redis is back: what happened just before was told to nobody.
  let needed = true;
  const polled = polledBus({ ...setting, needed: () => needed }, local);
  const note = (conversation: string, id: string) => noteOf(setting, conversation, id);
  const bus = redisBus({ url: redisUrl, siteId, note, log }, { ...local, tell: polled.tell });
  return {
    bus,
    round: async () => {
      const connected = bus.connected();
      needed ||= !connected;
      await polled.round();
      needed = !connected;
    },
    close: bus.close,
  };
}
