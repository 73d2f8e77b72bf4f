import type { Playbook, StartRule } from "../playbook/playbook.ts";
import type { Span } from "../time/span.ts";
import { fitsGlob } from "./globs.ts";
import { besideEvent, obstacle, type PageFacts } from "./obstacle.ts";

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
    ...playbook.startWhen.flatMap((rule) => obstacle(playbook.name, rule, facts) ?? []),
    ...(refused ? [refused] : []),
  ];
}

/** A line of `not_when:` that holds. */
function refusal({ notWhen = [] }: Playbook, facts: PageFacts): string | undefined {
  const rule = notWhen.find(
    (one) => (one.event === undefined || one.event === facts.event) && besideEvent(one, facts) === undefined,
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
  if (obstacle(playbook.name, rule, facts) !== undefined || refusal(playbook, facts) !== undefined) return [];
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
