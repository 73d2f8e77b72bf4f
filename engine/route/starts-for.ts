import type { Value } from "../conditions/condition.ts";
import type { Playbook, StartRule, VisitName } from "../playbook/playbook.ts";
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
}

/** A playbook that may start on this page. */
export interface Start {
  readonly playbook: string;
  /** Whole seconds on the page, 0 for at once. */
  readonly after: number;
  /** It starts when the site sends this event; undefined: no event is needed. */
  readonly event: string | undefined;
  /** The rule that let it start, in a sentence. */
  readonly because: string;
}

/**
 * Which playbooks may start on this page, the most specific first: by an event that came, then by the longer page
 * pattern, then in the given order. Each playbook at most once by a page rule and once for each event. With an event in
 * the facts only the rules for that event count; without one, event rules are offered for the page to wait for.
 */
export function startsFor(playbooks: readonly Playbook[], facts: PageFacts): readonly Start[] {
  const seen = new Set<string>();
  return playbooks
    .flatMap((playbook) => playbook.startWhen.flatMap((rule) => match(playbook, rule, facts)))
    .toSorted((left, right) => right.priority - left.priority || right.weight - left.weight)
    .filter(({ start }) => {
      const key = JSON.stringify([start.playbook, start.event]);
      return !seen.has(key) && seen.add(key);
    })
    .map(({ start }) => start);
}

/** Why a playbook does not start on this page: a sentence for each rule that does not hold, in file order. */
export function whyNot(playbook: Playbook, facts: PageFacts): readonly string[] {
  if (playbook.startWhen.length === 0) return ["It has no start_when, so it starts only where it is named."];
  const refused = refusal(playbook, facts);
  return [
    ...playbook.startWhen.flatMap((rule) => obstacle(rule, facts) ?? []),
    ...(refused ? [refused] : []),
  ];
}

/** A line of `not_when:` that holds. */
function refusal({ notWhen = [] }: Playbook, facts: PageFacts): string | undefined {
  const rule = notWhen.find(
    (one) => (one.event === undefined || one.event === facts.event) && ofPage(one, facts) === undefined,
  );
  return rule && `Line ${rule.at.line} of the playbook, in not_when, keeps it from starting here.`;
}

interface Match {
  readonly start: Start;
  /** Characters of the longest page pattern that fits: how specific the rule is. */
  readonly weight: number;
  readonly priority: number;
}

function match(playbook: Playbook, rule: StartRule, facts: PageFacts): readonly Match[] {
  if (obstacle(rule, facts) !== undefined || refusal(playbook, facts) !== undefined) return [];
  const pattern = rule.page
    .filter((glob) => fitsGlob(facts.path, glob))
    .reduce((longest, glob) => (glob.length > longest.length ? glob : longest), "");
  const because = [
    pattern === "" ? "any page" : `page ${pattern}`,
    ...(rule.event === undefined ? [] : [`event ${rule.event}`]),
  ].join(", ");
  const start = { playbook: playbook.name, after: seconds(rule.after), event: rule.event, because };
  return [{ start, weight: pattern.length, priority: rule.priority ?? 0 }];
}

function obstacle(rule: StartRule, facts: PageFacts): string | undefined {
  const { event } = facts;
  if (!rule.on.includes("web")) return `It starts by ${rule.on.join(" and ")}, not on the web.`;
  if (event !== undefined && rule.event === undefined)
    return `It starts by itself on a page, not by the event "${event}".`;
  if (event !== undefined && rule.event !== event)
    return `It waits for the event "${rule.event}", and "${event}" came.`;
  return ofPage(rule, facts);
}

function ofPage(rule: StartRule, { path, visit = {} }: PageFacts): string | undefined {
  for (const { name, values } of rule.visit ?? []) {
    const known = visit[name];
    const fits = values.some((value) => fitsGlob(String(known).toLowerCase(), value.toLowerCase()));
    if (known === undefined) return `Nothing is known of the ${name}.`;
    if (!fits)
      return `The ${name} is "${String(known)}", not ${values.map((one) => `"${one}"`).join(" or ")}.`;
  }
  if (rule.page.length === 0 || rule.page.some((glob) => fitsGlob(path, glob))) return undefined;
  return `The page "${path}" does not fit ${rule.page.map((glob) => `"${glob}"`).join(" or ")}.`;
}

const SECONDS: Readonly<Record<Span["unit"], number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};

function seconds(span: Span | undefined): number {
  return span === undefined ? 0 : Math.round(span.amount * SECONDS[span.unit]);
}
