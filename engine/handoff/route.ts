import type { HandoffRules } from "../playbook/handoff-rules.ts";
import type { Handoff, PersonRef } from "./handoff.ts";

/** Somebody who answers, as they are now. */
export interface Desk extends PersonRef {
  readonly presence: "online" | "busy" | "away" | "offline";
  /** Names of their teams. */
  readonly teams: readonly string[];
  /** Like "de". Empty: not known. */
  readonly languages: readonly string[];
  readonly skills: readonly string[];
  /** Conversations that they have, or are asked to take. */
  readonly open: number;
  /** Most conversations that are given to them; undefined: as many as come. */
  readonly limit: number | undefined;
  /** When they were asked last, ms since 1970; undefined: never. */
  readonly askedAt: number | undefined;
}

export interface RouteFacts {
  readonly handoff: Pick<Handoff, "rung" | "state" | "team" | "language" | "asked" | "to">;
  /** Tags of the lead: people who know about one of them go first. */
  readonly tags: readonly string[];
  readonly desks: readonly Desk[];
  /** Id of the person who had this visitor's account before. */
  readonly accountOwner: string | undefined;
  readonly rules: Pick<HandoffRules, "routeBy" | "ownerFirst">;
}

/** Whom to ask, and why. Without `to`: all that `asked` names, and whoever can be told elsewhere. */
export interface Routing {
  readonly to?: PersonRef;
  readonly asked: readonly string[];
  /** For people: 'Ana: speaks German, fewest open (1 of 3), next in turn'. */
  readonly why: string;
}

/**
 * Whom to ask now. Pure.
 *
 * @returns undefined when nobody is to be asked at present: the visitor keeps their place in the line
 */
export function route(facts: RouteFacts): Routing | undefined {
  const { handoff } = facts;
  if ((handoff.state !== "offered" && handoff.state !== "alerted") || handoff.to) return undefined;
  if (handoff.rung !== "person" && handoff.state === "offered") return toAll(facts);
  const free = facts.desks.filter((desk) => isFree(desk, facts));
  const [best] = free.toSorted((a, b) => compare(a, b, facts));
  if (!best) return undefined;
  return { to: { id: best.id, name: best.name }, asked: [best.id], why: reasons(best, free, facts) };
}

/** Whether the person belongs to those who are asked on this rung. A handoff to no team is everybody's. */
export function isOnRung(
  { team, rung }: Pick<Handoff, "team" | "rung">,
  { teams }: Pick<Desk, "teams">,
): boolean {
  return team === undefined || rung === "everybody" || teams.includes(team);
}

function toAll({ handoff, desks }: RouteFacts): Routing {
  const there = desks.filter((desk) => desk.presence === "online" && isOnRung(handoff, desk));
  const whom = handoff.rung === "team" ? `all of ${handoff.team ?? "the team"}` : "everybody";
  const who = there.length === 0 ? "nobody is at their desk" : `${there.length} at their desks`;
  const before = handoff.asked.length > 0 ? ", whoever was asked before did not answer" : "";
  return { asked: there.map(({ id }) => id), why: `${whom}: ${who}${before}` };
}

function isFree(desk: Desk, { handoff }: RouteFacts): boolean {
  const { presence, open, limit, id } = desk;
  const hasRoom = limit === undefined || open < limit;
  return presence === "online" && hasRoom && isOnRung(handoff, desk) && !handoff.asked.includes(id);
}

/** Smaller is better. */
function ranks(desk: Desk, { handoff, tags, accountOwner, rules }: RouteFacts): readonly number[] {
  const owner = rules.ownerFirst && desk.id === accountOwner ? 0 : 1;
  const turn = desk.askedAt ?? Number.NEGATIVE_INFINITY;
  const among = rules.routeBy === "turn" ? [turn, desk.open] : [desk.open, turn];
  return [owner, languageRank(desk, handoff.language), -known(desk, tags).length, ...among];
}

function compare(a: Desk, b: Desk, facts: RouteFacts): number {
  const others = ranks(b, facts);
  for (const [index, rank] of ranks(a, facts).entries()) {
    const other = others[index] ?? 0;
    if (rank !== other) return rank < other ? -1 : 1;
  }
  return a.id < b.id ? -1 : 1;
}

function languageRank({ languages }: Desk, wanted: string | undefined): number {
  if (wanted === undefined || languages.length === 0) return 1;
  return languages.some((one) => base(one) === base(wanted)) ? 0 : 2;
}

function base(language: string): string {
  return language.toLowerCase().split("-")[0] ?? language;
}

function known({ skills }: Desk, tags: readonly string[]): readonly string[] {
  return tags.filter((tag) => skills.some((skill) => skill.toLowerCase() === tag.toLowerCase()));
}

function reasons(best: Desk, free: readonly Desk[], facts: RouteFacts): string {
  const { handoff, tags, accountOwner, rules } = facts;
  const others = free.filter((desk) => desk !== best);
  const knows = known(best, tags);
  const load = best.limit === undefined ? `${best.open}` : `${best.open} of ${best.limit}`;
  const fewest = others.every(({ open }) => open >= best.open);
  const turn = (desk: Desk) => desk.askedAt ?? Number.NEGATIVE_INFINITY;
  const next = others.every((desk) => turn(desk) >= turn(best));
  const all = [
    rules.ownerFirst && best.id === accountOwner ? "had this account before" : undefined,
    languageRank(best, handoff.language) === 0 ? `speaks ${languageName(handoff.language)}` : undefined,
    knows.length > 0 ? `knows ${knows.join(", ")}` : undefined,
    others.length === 0 ? "the only one free" : undefined,
    others.length > 0 && fewest ? `fewest open (${load})` : `${load} open`,
    others.length > 0 && next ? "next in turn" : undefined,
  ];
  return `${best.name}: ${all.filter((reason) => reason !== undefined).join(", ")}`;
}

function languageName(language = "en"): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(base(language)) ?? language;
}
