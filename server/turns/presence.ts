import type { Site } from "../../engine/index.ts";

/** Who has the console open now. A rep with at least one open stream is online. */
export interface Presence {
  /** @returns a function that takes it back; calling it again does nothing. */
  arrive(email: string): () => void;
  /** People online, by team. A team without people in site.yml, or that site.yml does not name, has everybody in it. */
  online(site: Site, teams: readonly string[]): ReadonlyMap<string, number>;
  anybody(): boolean;
  /** Addresses of all who have the console open. */
  here(): ReadonlySet<string>;
}

export interface PresenceAround {
  /** Who is online at other nodes. */
  elsewhere(): ReadonlySet<string>;
  /** Called when somebody came to this node or left it, with all who are here. */
  changed(here: readonly string[]): void;
}

const ALONE: PresenceAround = { elsewhere: () => new Set(), changed: () => undefined };

/** @param around default: there is no other node. */
export function makePresence(around: PresenceAround = ALONE): Presence {
  const streams = new Map<string, number>();
  const count = (email: string, by: 1 | -1) => {
    const before = streams.get(email) ?? 0;
    if (before + by > 0) streams.set(email, before + by);
    else streams.delete(email);
    if (before === 0 || before + by === 0) around.changed([...streams.keys()]);
  };
  const everybody = () => new Set([...streams.keys(), ...around.elsewhere()]);
  return {
    arrive: (email) => {
      count(email, 1);
      let here = true;
      return () => {
        if (here) count(email, -1);
        here = false;
      };
    },
    online: (site, teams) => {
      const all = everybody();
      const size = (team: string): number => {
        const people = site.teams.get(team)?.people ?? [];
        return people.length === 0 ? all.size : people.filter((email) => all.has(email.toLowerCase())).length;
      };
      return new Map([...new Set([...site.teams.keys(), ...teams])].map((team) => [team, size(team)]));
    },
    anybody: () => everybody().size > 0,
    here: everybody,
  };
}
