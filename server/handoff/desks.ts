import { type Desk, isOpen, type Site, zoneOf } from "../../engine/index.ts";
import type { PeopleStore, PersonRecord } from "../auth/people-store.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Presence } from "../turns/presence.ts";
import type { Stance } from "../wire/handoff.ts";
import type { DeskRecord, DeskStore } from "./desk-store.ts";
import type { LineStore } from "./line-store.ts";

/** Whoever did nothing for so long is away, whatever they say. */
export const AWAY_AFTER_MS = 10 * 60_000;

/** Somebody who answers visitors, with all that is known of them now. */
export interface DeskNow extends Desk {
  /** Lower case. */
  readonly email: string;
  readonly role: PersonRecord["role"];
  readonly stance: Stance;
  /** Whether one of their teams is open now; whoever is in no team with hours always is. */
  readonly inHours: boolean;
}

export interface DesksSetting {
  readonly people: Pick<PeopleStore, "list">;
  readonly desks: DeskStore;
  readonly line: LineStore;
  readonly presence: Presence;
  site(): Site;
  readonly timekeeper: Pick<Timekeeper, "now">;
}

/** People who answer visitors, at work. */
export interface Desks {
  /** Everybody who may answer, by address. */
  all(): Promise<readonly DeskNow[]>;
  /** Says that somebody did something just now, or what they say of themselves. */
  change(person: string, stance?: Stance): Promise<void>;
  /** Says that a visitor was given to them now. */
  asked(person: string): Promise<void>;
}

export function makeDesks(setting: DesksSetting): Desks {
  const { people, desks, line, presence, site, timekeeper } = setting;
  const siteId = () => site().id;
  return {
    all: async () => {
      const [persons, records, loads] = await Promise.all([
        people.list(siteId()),
        desks.all(siteId()),
        line.loads(siteId()),
      ]);
      const now = timekeeper.now();
      const here = presence.here();
      const known = new Map(records.map((record) => [record.person, record]));
      return persons
        .filter(({ role }) => role === "admin" || role === "rep")
        .map((person) =>
          deskOf(person, known.get(person.id), {
            now,
            site: site(),
            open: loads.get(person.id) ?? 0,
            isHere: here.has(person.email),
          }),
        );
    },
    change: (person, stance) =>
      desks.change(siteId(), {
        person,
        activeAt: timekeeper.now(),
        ...(stance !== undefined && { stance }),
      }),
    asked: (person) => desks.change(siteId(), { person, askedAt: timekeeper.now() }),
  };
}

interface Around {
  readonly now: number;
  readonly site: Site;
  readonly open: number;
  readonly isHere: boolean;
}

function deskOf(person: PersonRecord, record: DeskRecord | undefined, around: Around): DeskNow {
  const { id, name, email, role, languages = [], skills = [] } = person;
  const { now, site, open, isHere } = around;
  const stance = record?.stance ?? "online";
  const teams = teamsOf(site, email);
  const limits = teams.flatMap((team) => site.teams.get(team)?.limit ?? []);
  const limit = person.limit ?? (limits.length > 0 ? Math.min(...limits) : undefined);
  return {
    id,
    name,
    email,
    role,
    languages,
    skills,
    teams,
    open,
    limit,
    stance,
    presence: isHere ? presenceOf(stance, record?.activeAt, now) : "offline",
    askedAt: record?.askedAt,
    inHours: isInHours(site, teams, now),
  };
}

function presenceOf(stance: Stance, activeAt: number | undefined, now: number): Stance {
  if (stance !== "online") return stance;
  return activeAt !== undefined && now - activeAt >= AWAY_AFTER_MS ? "away" : "online";
}

/** A team in which site.yml names nobody has everybody in it. */
export function teamsOf({ teams }: Site, email: string): readonly string[] {
  return [...teams.values()]
    .filter(({ people }) => people.length === 0 || people.some((one) => one.toLowerCase() === email))
    .map(({ name }) => name);
}

function isInHours(site: Site, names: readonly string[], now: number): boolean {
  const teams = names.flatMap((name) => site.teams.get(name) ?? []);
  return teams.length === 0 || teams.some((team) => isOpen(team, now, zoneOf(site, team)));
}
