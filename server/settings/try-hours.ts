import {
  isOpen,
  nextClosing,
  nextOpening,
  readSite,
  type Value,
  wallMoment,
  wallText,
} from "../../engine/index.ts";
import { Refusal } from "../refusal.ts";
import { SITE_FILE } from "./site-now.ts";

/** Hours as somebody is about to set them. */
export interface HoursTry {
  /** As site.yml writes them; undefined: always open. */
  readonly hours?: Value | undefined;
  readonly holidays: readonly string[];
  /** IANA zone. */
  readonly timeZone: string;
  /** On a clock of that zone, like "2026-03-29T02:30"; undefined: now. */
  readonly at?: string | undefined;
}

/** Times are those of a clock in the zone, with its distance from UTC. */
export interface HoursTried {
  readonly open: boolean;
  readonly at: string;
  readonly clock: "once" | "skipped" | "twice";
  /** When it closes next; undefined: it is closed, or never closes. */
  readonly closesAt: string | undefined;
  /** When it opens next; undefined: it is open, or never opens. */
  readonly opensAt: string | undefined;
}

/** Whether a team with such hours is open at a time. @throws {Refusal} INPUT_INVALID */
export function tryHours({ hours, holidays, timeZone, at }: HoursTry, now: number): HoursTried {
  const { site, problems } = readSite(undefined, SITE_FILE, {
    time_zone: timeZone,
    "teams.team.limit": 1,
    ...(holidays.length > 0 && { "teams.team.holidays": [...holidays] }),
    ...(hours !== undefined && { "teams.team.hours": hours }),
  });
  const team = site?.teams.get("team");
  const moment = at === undefined ? { at: now, clock: "once" as const } : site && wallMoment(at, timeZone);
  if (team === undefined || moment === undefined) {
    const message = problems.map((one) => one.message).join(" ") || `"${at ?? ""}" is not a time.`;
    throw new Refusal("INPUT_INVALID", message, { errors: [{ path: "hours", message }] });
  }
  const open = isOpen(team, moment.at, timeZone);
  const closes = open ? nextClosing(team, moment.at, timeZone) : undefined;
  const opens = open ? undefined : nextOpening(team, moment.at, timeZone);
  return {
    open,
    at: wallText(moment.at, timeZone),
    clock: moment.clock,
    closesAt: closes === undefined ? undefined : wallText(closes, timeZone),
    opensAt: opens === undefined ? undefined : wallText(opens, timeZone),
  };
}
