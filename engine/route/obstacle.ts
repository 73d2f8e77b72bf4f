import { DateTime } from "luxon";
import type { Value } from "../conditions/condition.ts";
import type { StartRule, VisitName } from "../playbook/playbook.ts";
import { type Site, zoneOf } from "../playbook/site.ts";
import { addSpan } from "../time/add-span.ts";
import { isOpen } from "../time/business-time.ts";
import type { Span } from "../time/span.ts";
import { fitsGlob } from "./globs.ts";

/** What is known of a page on which playbooks may start. */
export interface PageFacts {
  /** The path of the page's address, beginning with "/". */
  readonly path: string;
  /** An event that the site has just sent. */
  readonly event?: string;
  /** What is known of the visit; a rule that asks for what is unknown does not hold. */
  readonly visit?: { readonly [name in VisitName]?: string | boolean };
  /** Facts given by the site. No rule reads them. */
  readonly facts?: Readonly<Record<string, Value>>;
  /** Without it no rule that asks for hours, or for open teams, holds, and nobody counts as met lately. */
  readonly clock?: Clock;
  /** When the visitor last met each playbook, by an act of their own: ms since 1970. */
  readonly met?: ReadonlyMap<string, number>;
}

interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly site: Site;
}

/** What keeps a rule of `start_when:` from holding, in a sentence; undefined when it holds. */
export function obstacle(playbook: string, rule: StartRule, facts: PageFacts): string | undefined {
  const { event } = facts;
  if (!rule.on.includes("web")) return `It starts by ${rule.on.join(" and ")}, not on the web.`;
  if (event !== undefined && rule.event === undefined)
    return `It starts by itself on a page, not by the event "${event}".`;
  if (event !== undefined && rule.event !== event)
    return `It waits for the event "${rule.event}", and "${event}" came.`;
  return besideEvent(rule, facts) ?? metLately(playbook, rule, facts);
}

/** As `obstacle`, of what may stand in `not_when:` too, the event aside. */
export function besideEvent(rule: StartRule, facts: PageFacts): string | undefined {
  return ofVisit(rule, facts) ?? ofPage(rule, facts) ?? ofHours(rule, facts) ?? ofTeams(rule, facts);
}

function ofVisit(rule: StartRule, { visit = {} }: PageFacts): string | undefined {
  for (const { name, values } of rule.visit ?? []) {
    const known = visit[name];
    if (known === undefined) return `Nothing is known of the ${name}.`;
    const fits = values.some((value) => fitsGlob(String(known).toLowerCase(), value.toLowerCase()));
    if (!fits) return `The ${name} is "${String(known)}", not ${quoted(values)}.`;
  }
  return undefined;
}

function ofPage(rule: StartRule, { path }: PageFacts): string | undefined {
  if (rule.page.length === 0 || rule.page.some((glob) => fitsGlob(path, glob))) return undefined;
  return `The page "${path}" does not fit ${quoted(rule.page)}.`;
}

function ofHours({ hours }: StartRule, { clock }: PageFacts): string | undefined {
  if (hours === undefined) return undefined;
  if (clock === undefined) return "Nothing is known of the time.";
  const zone = clock.site.timeZone;
  if (isOpen({ hours, holidays: [] }, clock.now, zone)) return undefined;
  const time = DateTime.fromMillis(clock.now, { zone, locale: "en" }).toFormat("cccc, HH:mm");
  return `It is ${time} (${zone}), outside of its hours.`;
}

/** As conditions on `open` have it, a team that site.yml lacks is open. */
function ofTeams({ open = [] }: StartRule, { clock }: PageFacts): string | undefined {
  if (open.length === 0) return undefined;
  if (clock === undefined) return "Nothing is known of the teams' hours.";
  const { site, now } = clock;
  const teams = open.map(({ name }) => site.teams.get(name));
  if (teams.some((team) => team === undefined || isOpen(team, now, zoneOf(site, team)))) return undefined;
  return `No team of ${quoted(open.map(({ name }) => name))} is open now.`;
}

/** Whoever was never met, or of whom nothing is known, has not seen it. */
function metLately(playbook: string, { notSeenFor }: StartRule, facts: PageFacts): string | undefined {
  const at = facts.met?.get(playbook);
  if (notSeenFor === undefined || at === undefined || facts.clock === undefined) return undefined;
  const { now, site } = facts.clock;
  if (addSpan(at, notSeenFor, site.timeZone) <= now) return undefined;
  return `The visitor has met it within the last ${written(notSeenFor)}.`;
}

function written({ amount, unit, working }: Span): string {
  return `${amount} ${working ? "working " : ""}${unit}${amount === 1 ? "" : "s"}`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(" or ");
}
