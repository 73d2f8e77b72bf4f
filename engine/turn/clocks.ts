import type { WantedClock } from "../machine/state.ts";
import { type Site, type Team, zoneOf } from "../playbook/site.ts";
import { addSpan } from "../time/add-span.ts";
import { dueInBusinessHours, nextClosing } from "../time/business-time.ts";
import type { Clock } from "./turn.ts";

interface Running {
  readonly clocks: readonly Clock[];
  readonly rung: readonly string[];
}

/**
 * The clocks that run after a turn. One that ran before keeps its due time, a new one gets one, one that the resting
 * step no longer names goes.
 *
 * @param place tells this rest from others: the step with its round
 * @param heard number of the visitor's last message: clocks of silence begin anew with each
 */
export function clocksAfter(
  wanted: readonly WantedClock[],
  before: Running,
  moment: { readonly now: number; readonly site: Site; readonly place: string; readonly heard: number },
): Running {
  const clocks: Clock[] = [];
  const rung: string[] = [];
  for (const clock of wanted) {
    const key = keyOf(clock, moment.place, moment.heard);
    if (before.rung.includes(key)) {
      rung.push(key);
      continue;
    }
    const running = before.clocks.find((candidate) => candidate.key === key);
    const dueAt = running?.dueAt ?? dueOf(clock, moment.now, moment.site);
    if (dueAt !== undefined) clocks.push({ key, dueAt });
  }
  return { clocks, rung };
}

function keyOf({ clock, index, from }: WantedClock, place: string, heard: number): string {
  return `${clock}/${index}/${from === "silence" ? heard : place}`;
}

/** The clock and index that a key was made of. */
export function readKey(key: string): { readonly clock: string; readonly index: number } {
  const [clock = "", index = "0"] = key.split("/", 2);
  return { clock, index: Number(index) };
}

function dueOf({ span, hoursOf }: WantedClock, now: number, site: Site): number | undefined {
  const team = hoursOf === undefined ? undefined : teamOf(site, hoursOf);
  if (span === undefined) return team && nextClosing(team, now, zoneOf(site, team));
  const length = span === "default_answer_within" ? site.defaults.human.answerWithin : span;
  return team
    ? dueInBusinessHours(now, length, team, zoneOf(site, team))
    : addSpan(now, length, site.timeZone);
}

/** A team of site.yml; "" is the one for "I want a human". Undefined: open at all hours. */
export function teamOf(site: Site, name: string): Team | undefined {
  return site.teams.get(name === "" ? (site.defaults.human.team ?? "") : name);
}
