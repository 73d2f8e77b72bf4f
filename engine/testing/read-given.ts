import type { Value } from "../conditions/condition.ts";
import { VISIT_NAMES } from "../playbook/playbook.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import { child, numberOf, type SourceNode, textOf } from "../problems/source-node.ts";
import { readSpan } from "../time/read-span.ts";
import type { Span } from "../time/span.ts";
import { readLocalTime } from "./clock.ts";
import { readServiceAnswer } from "./read-service-answer.ts";
import { refuseOtherKeys } from "./refuse-other-keys.ts";
import type { Given, ServiceAnswer } from "./test-file.ts";

export const NOTHING_GIVEN: Given = {
  now: undefined,
  online: new Map(),
  page: undefined,
  language: undefined,
  facts: {},
  visit: {},
  met: new Map(),
  remembered: {},
  services: new Map(),
};

const KEYS = ["now", "online", "page", "language", "facts", "visit", "met", "remembered", "services"];
/** The language has a key of its own. */
const VISIT_KEYS = VISIT_NAMES.filter((name) => name !== "language");

/** Reads a `given:`; what it does not name is as in `before`. */
export function readGiven(node: SourceNode | undefined, before: Given, problems: ProblemList): Given {
  refuseOtherKeys(node, KEYS, problems);
  return {
    now: readNow(child(node, "now"), problems) ?? before.now,
    online: new Map([...before.online, ...readOnline(child(node, "online"), problems)]),
    page: textOf(child(node, "page")) ?? before.page,
    language: textOf(child(node, "language")) ?? before.language,
    facts: { ...before.facts, ...readFacts(child(node, "facts")) },
    visit: { ...before.visit, ...readVisit(child(node, "visit"), problems) },
    met: new Map([...before.met, ...readMet(child(node, "met"), problems)]),
    remembered: { ...before.remembered, ...readFacts(child(node, "remembered")) },
    services: new Map([...before.services, ...readServices(child(node, "services"), problems)]),
  };
}

/** Names and values of a map; none for anything else. */
export function readFacts(node: SourceNode | undefined): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    [...(node?.entries.values() ?? [])].map(({ key, value }) => [key, value.json] as const),
  );
}

function readNow(node: SourceNode | undefined, problems: ProblemList): Given["now"] {
  if (node === undefined) return undefined;
  const now = readLocalTime(textOf(node) ?? "");
  if (now) return now;
  problems.error("VALUE_WRONG", node.at, 'Write the time like "2026-11-23 10:00 Europe/Berlin".');
  return undefined;
}

function readVisit(node: SourceNode | undefined, problems: ProblemList): Given["visit"] {
  refuseOtherKeys(node, VISIT_KEYS, problems);
  return Object.fromEntries(
    [...(node?.entries.values() ?? [])].flatMap(({ key, value }) => {
      const text = textOf(value);
      const given = key === "returning" ? text === "true" || text === "yes" : text;
      return given === undefined ? [] : [[key, given] as const];
    }),
  );
}

function readMet(node: SourceNode | undefined, problems: ProblemList): readonly (readonly [string, Span])[] {
  return [...(node?.entries.values() ?? [])].flatMap(({ key, value }) => {
    const span = readSpan(textOf(value) ?? "");
    if (span) return [[key, span] as const];
    problems.error("VALUE_WRONG", value.at, "Write how long ago that was, like { newsletter: 3 days }.");
    return [];
  });
}

function readServices(
  node: SourceNode | undefined,
  problems: ProblemList,
): readonly (readonly [string, ServiceAnswer])[] {
  if (node !== undefined && node.kind !== "map") {
    problems.error("VALUE_WRONG", node.at, "Write what each service answers, like { crm.create_task: ok }.");
  }
  return [...(node?.entries.values() ?? [])].map(
    ({ key, value }) => [key, readServiceAnswer(value)] as const,
  );
}

function readOnline(
  node: SourceNode | undefined,
  problems: ProblemList,
): readonly (readonly [string, number])[] {
  return [...(node?.entries.values() ?? [])].map(({ key, value }) => {
    const count = numberOf(value);
    if (count === undefined || !Number.isInteger(count) || count < 0) {
      problems.error("VALUE_WRONG", value.at, "Write how many are online, like { sales: 2 }.");
    }
    return [key, count ?? 0] as const;
  });
}
