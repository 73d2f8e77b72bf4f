import type { Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";
import { brokenCheck, isList } from "../understand/checks.ts";
import { labelOf, readAnswer } from "../understand/read-answer.ts";

/**
 * An answer given to a question of one version, as an answer to the question that took its place. One whose form is the
 * same is kept as it is; else its words are read anew, so that "25" becomes a number and a choice may be found again by
 * one of its other words.
 *
 * @param was undefined when the older version did not declare it
 * @returns undefined when it is no answer to `now`: the kind, a check or a choice speaks against it
 */
export function refit(was: Question | undefined, now: Question, value: Value): Value | undefined {
  // A skipped question is not asked again, and an item of a service's list is whatever the service said.
  if (value === null || now.choicesFrom !== undefined || (was && formOf(was) === formOf(now))) return value;
  if (now.pick === "many") return refitPicks(now, isList(value) ? value : [value]);
  if (isList(value)) return value.length === 1 ? refit(was, now, value[0] ?? null) : undefined;
  if (was?.kind === now.kind && !READ_BY_FORM.has(now.kind)) {
    return brokenCheck(now, value) === undefined ? value : undefined;
  }
  const read = readAnswer(now, labelOf(value));
  return read.ok ? read.value : undefined;
}

/** Kinds whose own keys say what is an answer. */
const READ_BY_FORM: ReadonlySet<Question["kind"]> = new Set(["choice", "rating"]);

function refitPicks(now: Question, picks: readonly Value[]): Value | undefined {
  const one: Question = { ...now, pick: "one", check: [] };
  const found = picks.flatMap((pick) => {
    const read = readAnswer(one, labelOf(pick));
    return read.ok ? [read.value] : [];
  });
  return found.length === picks.length && brokenCheck(now, found) === undefined ? found : undefined;
}

/** All that decides whether a value is an answer; not its wording. */
function formOf({ kind, pick, from, to, choices, choicesFrom, check }: Question): string {
  const checks = check.map(({ operator, value }) => [operator, value]);
  return JSON.stringify([kind, pick, from, to, choices.map(({ label }) => label), choicesFrom, checks]);
}
