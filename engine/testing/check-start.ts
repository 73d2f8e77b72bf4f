import type { PageFacts } from "../route/obstacle.ts";
import { startsFor, whyNot } from "../route/starts-for.ts";
import { addSpan } from "../time/add-span.ts";
import { pathOf } from "../turn/visit.ts";
import type { Stage } from "./rehearsal.ts";
import type { ScriptedConversation } from "./test-file.ts";

/** Whether the playbook starts by itself, or by the event of the first line, as `starts:` says; why it differs, else. */
export function checkStart(
  script: ScriptedConversation,
  { compiled: { playbook }, now, site }: Stage,
  pageUrl: string,
): string | undefined {
  if (script.starts === undefined) return undefined;
  const facts = factsOf(script, { now, site }, pageUrl);
  const [start] = startsFor([playbook], facts).filter(({ event }) => event === facts.event);
  if (script.starts === (start !== undefined)) return undefined;
  if (start) return `it should not start here, and does: ${start.because}`;
  const reasons = whyNot(playbook, facts);
  return `it should start here, and does not: ${(reasons.length === 0 ? [WAITS] : reasons).join(" ")}`;
}

const WAITS = "It waits for an event: write that as the first line.";

function factsOf(
  { given, lines: [first] }: ScriptedConversation,
  clock: NonNullable<PageFacts["clock"]>,
  pageUrl: string,
): PageFacts {
  const met = [...given.met].map(([name, ago]): [string, number] => [
    name,
    addSpan(clock.now, { ...ago, amount: -ago.amount, working: false }, clock.site.timeZone),
  ]);
  return {
    path: pathOf(pageUrl),
    clock,
    met: new Map(met),
    visit: { ...given.visit, ...(given.language !== undefined && { language: given.language }) },
    facts: given.facts,
    ...(first?.is === "event" && { event: first.event }),
  };
}
