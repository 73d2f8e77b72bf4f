import { DateTime } from "luxon";
import type { WorldSeen } from "../machine/context.ts";
import { zoneOf } from "../playbook/site.ts";
import { isOpen } from "../time/business-time.ts";
import { teamOf } from "./clocks.ts";
import type { World } from "./turn.ts";

/** What steps may know of the world: which teams are open or online, and the hour where the site is. */
export function worldSeen(world: World, teams: readonly string[]): WorldSeen {
  const { site, now, online } = world;
  const names = [...new Set([...teams, ...site.teams.keys()])];
  return {
    open: names.filter((name) => {
      const team = teamOf(site, name);
      if (team) return isOpen(team, now, zoneOf(site, team));
      // "I want a human" goes to everybody where no team is named for it: open while any team is.
      const all = [...site.teams.values()];
      return name !== "" || all.length === 0 || all.some((one) => isOpen(one, now, zoneOf(site, one)));
    }),
    online: names.filter((name) => (online.get(name) ?? 0) > 0),
    hour: DateTime.fromMillis(now, { zone: site.timeZone }).hour,
  };
}
