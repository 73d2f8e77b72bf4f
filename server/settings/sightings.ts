import { faultDetails, type Log } from "../log.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { SightingStore } from "./sighting-store.ts";

/** Notes on which websites the widget runs. It costs nobody who asks a wait, and never fails. */
export interface Sightings {
  saw(origin: string, allowed: boolean): void;
}

export interface SightingsSetting {
  readonly store: Pick<SightingStore, "see">;
  siteId(): string;
  readonly timekeeper: Pick<Timekeeper, "now">;
  readonly log: Log;
}

const AGAIN_MS = 60_000;
/** So many in a minute are written; origins are easily made up. */
const MOST_A_MINUTE = 20;
const LONGEST = 300;

export function makeSightings({ store, siteId, timekeeper, log }: SightingsSetting): Sightings {
  /** When each was written last, ms since 1970. */
  const written = new Map<string, number>();
  return {
    saw: (origin, allowed) => {
      const now = timekeeper.now();
      for (const [one, at] of written) if (now - at >= AGAIN_MS) written.delete(one);
      const key = `${allowed} ${origin}`;
      if (written.has(key) || written.size >= MOST_A_MINUTE) return;
      if (origin.length > LONGEST || !/^https?:\/\/[^\s/]+$/.test(origin)) return;
      written.set(key, now);
      const at = new Date(now).toISOString();
      store
        .see({ siteId: siteId(), origin, at, allowed })
        .catch((error: unknown) => log.warn("sighting.unkept", faultDetails(error)));
    },
  };
}
