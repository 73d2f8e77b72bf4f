import { faultDetails, type Log } from "../log.ts";
import type { Timekeeper } from "../timekeeper.ts";
import { makePresence, type Presence } from "../turns/presence.ts";
import type { PresenceStore } from "./presence-store.ts";

export interface SharedPresenceSetting {
  readonly store: PresenceStore;
  siteId(): string;
  /** This node's own name, another at each start. */
  readonly node: string;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
}

export interface SharedPresence {
  readonly presence: Presence;
  /** Says again who is here and asks who is elsewhere. To be called every few seconds. */
  round(): Promise<void>;
  /** Tells the others that nobody is here any more. */
  close(): Promise<void>;
}

const AGAIN_AFTER_MS = 10_000;
/** People at a node that died count as online for so long. */
const SILENT_MS = 30_000;

/** Who is online over all nodes of one store, as of the last round; at this node, as of now. */
export function sharedPresence(setting: SharedPresenceSetting): SharedPresence {
  const { store, siteId, node, timekeeper, log } = setting;
  let elsewhere: ReadonlySet<string> = new Set();
  let here: readonly string[] = [];
  let saidAt = Number.NEGATIVE_INFINITY;
  let saying = Promise.resolve();

  /** One after the other, each with what is true when it is its turn: the last word is the newest. */
  const say = () => {
    saying = saying.then(async () => {
      const now = timekeeper.now();
      await store.say(siteId(), node, here, now + SILENT_MS);
      saidAt = here.length > 0 ? now : Number.NEGATIVE_INFINITY;
    });
    const said = saying;
    saying = saying.catch(() => undefined);
    return said;
  };

  const presence = makePresence({
    elsewhere: () => elsewhere,
    changed: (people) => {
      here = people;
      say().catch((error: unknown) => log.warn("presence.unsaid", faultDetails(error)));
    },
  });
  return {
    presence,
    round: async () => {
      const now = timekeeper.now();
      await saying;
      if (here.length > 0 && now - saidAt >= AGAIN_AFTER_MS) await say();
      elsewhere = new Set(await store.elsewhere(siteId(), node, now));
    },
    close: async () => {
      here = [];
      await say().catch((error: unknown) => log.warn("presence.unsaid", faultDetails(error)));
    },
  };
}
