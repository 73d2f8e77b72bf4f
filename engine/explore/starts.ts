import { DateTime } from "luxon";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import { holds } from "../conditions/holds.ts";
import { VISIT_NAMES } from "../playbook/playbook.ts";
import type { Site } from "../playbook/site.ts";
import { spread } from "../steps/hash.ts";
import { worldSeen } from "../turn/world-seen.ts";
import { type Leaf, namesOf } from "./leaves.ts";
import { leavesOfPlaybook } from "./leaves-of-playbook.ts";
import { makeSamples } from "./samples.ts";

/** The world and the visit with which a conversation begins; both stay as they are while it goes on. */
export interface StartPoint {
  readonly visitor: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly online: ReadonlyMap<string, number>;
  readonly facts: Readonly<Record<string, Value>>;
  readonly visit: Readonly<Record<string, Value>>;
  /** A path. */
  readonly page: string;
}

const MOST_STARTS = 32;
const MOST_VISITORS = 400;
const HOURS_OF_A_WEEK = 168;

/** Every start that anything in the playbook tells apart: who is there, what time it is, what is known of the visit. */
export function startsOf(
  compiled: CompiledPlaybook,
  site: Site,
): { readonly starts: readonly StartPoint[]; readonly limit: string | undefined } {
  const leaves = leavesOfPlaybook(compiled);
  const all = momentsOf(compiled, site, leaves).flatMap((now) =>
    onlineOf(compiled, site, leaves).flatMap((online) =>
      visitsOf(leaves).flatMap(({ page, ...visit }) =>
        factsOf(compiled, leaves).flatMap((facts) =>
          visitorsOf(compiled).map(
            (visitor): StartPoint => ({ visitor, now, online, facts, visit, page: String(page ?? "/") }),
          ),
        ),
      ),
    ),
  );
  const limit =
    all.length > MOST_STARTS
      ? `of ${all.length} ways to begin (hours, visits, facts) only ${MOST_STARTS} were walked`
      : undefined;
  return { starts: all.slice(0, MOST_STARTS), limit };
}

/** One moment for each set of open teams and each outcome of a test of the hour; a Monday at ten first. */
function momentsOf(compiled: CompiledPlaybook, site: Site, leaves: readonly Leaf[]): readonly number[] {
  const ofHour = leaves.filter((leaf) => namesOf(leaf).includes("hour"));
  const hands = [...compiled.steps.values()].some(({ step }) => step.verb === "handoff");
  const looks = hands || ofHour.length > 0 || leaves.some((leaf) => namesOf(leaf).includes("open"));
  const monday = DateTime.fromISO("2026-01-05T00:00", { zone: site.timeZone });
  const hours = Array.from(
    { length: looks ? HOURS_OF_A_WEEK : 1 },
    (_, hour) => (hour + 10) % HOURS_OF_A_WEEK,
  );
  const found = new Map<string, number>();
  for (const hour of hours) {
    const now = monday.plus({ hours: hour }).toMillis();
    const seen = worldSeen({ now, site, online: new Map() }, compiled.teams);
    const lookup = (name: string) => (name === "hour" ? seen.hour : undefined);
    const sign = `${seen.open.join()}|${ofHour.map((leaf) => holds(leaf, lookup)).join()}`;
    if (!found.has(sign)) found.set(sign, now);
  }
  return [...found.values()];
}

function onlineOf(
  { teams }: CompiledPlaybook,
  site: Site,
  leaves: readonly Leaf[],
): readonly ReadonlyMap<string, number>[] {
  const names = [...new Set([...teams, ...site.teams.keys()])].filter((name) => name !== "");
  const all = new Map(names.map((name) => [name, 1]));
  return leaves.some((leaf) => namesOf(leaf).includes("online")) ? [all, new Map()] : [all];
}

/** What is tested of the page and the visit: each value named, and another one. */
function visitsOf(leaves: readonly Leaf[]): readonly Readonly<Record<string, Value>>[] {
  const names = [...VISIT_NAMES, "event", "page"];
  return names.reduce<readonly Readonly<Record<string, Value>>[]>(
    (visits, name) => {
      const values = valuesTested(leaves, name);
      if (values.length === 0) return visits;
      const other = name === "returning" ? [true, false] : name === "page" ? ["/elsewhere"] : ["other"];
      return visits.flatMap((visit) =>
        [...new Set([...values, ...other])].map((value) => ({ ...visit, [name]: value })),
      );
    },
    [{}],
  );
}

function valuesTested(leaves: readonly Leaf[], name: string): readonly Value[] {
  return leaves.flatMap((leaf) => {
    if (leaf.is !== "test" || leaf.name !== name) return [];
    const values = Array.isArray(leaf.value) ? (leaf.value as readonly Value[]) : [leaf.value];
    return values.map((value) => (typeof value === "string" ? value.replaceAll("*", "") : value));
  });
}

/** Nothing known, and what each start rule gives: one value for each class that a test tells apart. */
function factsOf(
  compiled: CompiledPlaybook,
  leaves: readonly Leaf[],
): readonly Readonly<Record<string, Value>>[] {
  const samples = makeSamples(compiled);
  const valuesFor = (name: string): readonly Value[] => {
    const question = compiled.playbook.questions.get(name);
    if (question) return samples(question).valid.map(({ value }) => value);
    const tested = valuesTested(leaves, name);
    return tested.length > 0 ? [...new Set([...tested, "something else"])] : ["something"];
  };
  const given = compiled.playbook.startWhen.flatMap(({ give }) => (give.length === 0 ? [] : [give]));
  return [
    {},
    ...given.flatMap((give) =>
      give.reduce<readonly Readonly<Record<string, Value>>[]>(
        (all, { ours }) =>
          all.flatMap((facts) => valuesFor(ours).map((value) => ({ ...facts, [ours]: value }))),
        [{}],
      ),
    ),
  ];
}

/** Visitors whose hash takes each side of each split, and each set of sides. */
function visitorsOf({ steps }: CompiledPlaybook): readonly string[] {
  const splits = [...steps.values()].flatMap(({ step }) => (step.verb === "split" ? [step] : []));
  const found = new Map<string, string>();
  for (let number = 1; number <= (splits.length === 0 ? 1 : MOST_VISITORS); number++) {
    const visitor = `test: visitor ${number}`;
    const sides = splits.map(({ test, paths }) => {
      const total = paths.reduce((sum, { share }) => sum + share, 0);
      const place = spread(`${visitor}/${test}`) * total;
      let bound = 0;
      return paths.findIndex(({ share }) => {
        bound += share;
        return place < bound;
      });
    });
    if (!found.has(sides.join())) found.set(sides.join(), visitor);
  }
  return [...found.values()];
}
