import type { Value } from "../conditions/condition.ts";
import type { Lead } from "../lead/lead.ts";
import type { Expectation } from "./test-file.ts";

/** What is wrong with the lead, for the first expectation that does not hold. */
export function firstBroken(
  lead: Lead | undefined,
  expected: readonly Expectation[],
): { readonly message: string; readonly expectation: Expectation } | undefined {
  for (const expectation of expected) {
    const found = foundIn(lead, expectation.name);
    const wantedValue =
      expectation.name === "tags" && typeof expectation.value === "string"
        ? [expectation.value]
        : expectation.value;
    if (!sameValue(found, wantedValue)) {
      const wanted =
        expectation.value === null ? "and should not be known" : `not ${shown(expectation.value)}`;
      const message = `at the end "${expectation.name}" is ${shown(found)}, ${wanted}`;
      return { message, expectation };
    }
  }
  return undefined;
}

/** Null where the name does not count. */
function foundIn(lead: Lead | undefined, name: string): Value {
  if (lead === undefined) return null;
  if (name === "outcome") return lead.outcome ?? null;
  if (name === "score") return lead.score;
  if (name === "grade") return lead.grade ?? null;
  if (name === "tags") return lead.tags;
  const answer = lead.answers.find((each) => each.name === name);
  if (answer) return answer.value;
  return Object.hasOwn(lead.fields, name) ? (lead.fields[name] ?? null) : null;
}

/** Picks are a set: their order does not count. */
function sameValue(one: Value, other: Value): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: Value): string {
  if (isList(value)) return `[${value.map(canonical).toSorted().join()}]`;
  if (value !== null && typeof value === "object") {
    const pairs = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`);
    return `{${pairs.toSorted().join()}}`;
  }
  return JSON.stringify(value);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function shown(value: Value): string {
  return value === null ? "not known" : JSON.stringify(value);
}
