import type { Site } from "../../engine/index.ts";

/** Who has the console open now. A rep with at least one open stream is online. */
export interface Presence {
  /** @returns a function that takes it back; calling it again does nothing. */
  arrive(email: string): () => void;
  /** People online, by team. A team without people in site.yml, or that site.yml does not name, has everybody in it. */
  online(site: Site, teams: readonly string[]): ReadonlyMap<string, number>;
  anybody(): boolean;
}

export function makePresence(): Presence {
  const streams = new Map<string, number>();
  return {
    arrive: (email) => {
      streams.set(email, (streams.get(email) ?? 0) + 1);
      let here = true;
      return () => {
        if (!here) return;
        here = false;
        const left = (streams.get(email) ?? 1) - 1;
        if (left > 0) streams.set(email, left);
        else streams.delete(email);
      };
    },
    online: (site, teams) => {
      const count = (team: string): number => {
        const people = site.teams.get(team)?.people ?? [];
        if (people.length === 0) return streams.size;
        return people.filter((email) => streams.has(email.toLowerCase())).length;
      };
      return new Map([...new Set([...site.teams.keys(), ...teams])].map((team) => [team, count(team)]));
    },
    anybody: () => streams.size > 0,
  };
}
