import type { Value } from "../conditions/condition.ts";
import { didYouMean } from "../problems/did-you-mean.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import { child, numberOf, type SourceNode, textOf } from "../problems/source-node.ts";
import { readLocalTime } from "./clock.ts";
import type { Given } from "./test-file.ts";

export const NOTHING_GIVEN: Given = { now: undefined, online: new Map(), page: undefined, facts: {} };

const KEYS = ["now", "online", "page", "facts", "services"];

/** Reads a `given:`; what it does not name is as in `before`. */
export function readGiven(node: SourceNode | undefined, before: Given, problems: ProblemList): Given {
  for (const { key, keyAt } of node?.entries.values() ?? []) {
    if (!KEYS.includes(key)) {
      problems.error("KEY_UNKNOWN", keyAt, `I don't know "${key}" here.${didYouMean(key, KEYS)}`);
    }
  }
  const services = child(node, "services");
  if (services) {
    problems.warning(
      "NOT_BUILT_YET",
      services.at,
      "Services are not called yet, so what they answer is not used.",
    );
  }
  return {
    now: readNow(child(node, "now"), problems) ?? before.now,
    online: new Map([...before.online, ...readOnline(child(node, "online"), problems)]),
    page: textOf(child(node, "page")) ?? before.page,
    facts: { ...before.facts, ...readFacts(child(node, "facts")) },
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
