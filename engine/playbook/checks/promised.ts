import type { Condition } from "../../conditions/condition.ts";
import { didYouMean } from "../../problems/did-you-mean.ts";
import type { Place } from "../../problems/problem.ts";
import type { Template } from "../../texts/template.ts";
import type { FileReader } from "../file-reader.ts";
import type { Playbook } from "../playbook.ts";
import { allSteps } from "./all-steps.ts";

/** Every `end:` is one that `promises:` names, and each of those is used. */
export function checkEnds(playbook: Playbook, { problems, used }: FileReader): void {
  const { promises } = playbook;
  if (promises === undefined || promises.endsIn.length === 0) return;
  const ends = endsOf(playbook);
  const names = new Set(ends.map(({ outcome }) => outcome));
  for (const { outcome, at } of ends) {
    if (promises.endsIn.includes(outcome) || BUILT_IN_ENDS.includes(outcome)) continue;
    const message = `"promises:" does not name the end "${outcome}".${didYouMean(outcome, promises.endsIn)}`;
    problems.error("END_NOT_PROMISED", at, message);
  }
  // What a playbook that is run brings back is not an end of this one, but a step that could not be read may be.
  if (used.unread.length > 0) return;
  for (const { name, at } of used.promisedEnds) {
    if (names.has(name)) continue;
    problems.warning("END_UNUSED", at, `No "end:" is called "${name}".${didYouMean(name, names)}`);
  }
}

/** Ends that every talk may come to, named or not. */
const BUILT_IN_ENDS: readonly string[] = ["stopped", "forgotten", "blocked", "left_message"];

function endsOf(playbook: Playbook): readonly { readonly outcome: string; readonly at: Place }[] {
  const ofSteps = [...allSteps(playbook)].flatMap(({ step }) =>
    step.verb === "end" ? [{ outcome: step.outcome, at: step.at }] : [],
  );
  const ofNudges = playbook.ifSilent.flatMap(({ end, at }) =>
    end === undefined ? [] : [{ outcome: end, at }],
  );
  return [...ofSteps, ...ofNudges];
}

/**
 * A question that no step asks and that nothing reads is left over. What a playbook that is run asks is not known, and a
 * file with errors may ask it where it is mended.
 */
export function checkUnused(playbook: Playbook, { problems, used }: FileReader): void {
  if (problems.hasErrors() || used.runs.length > 0) return;
  const read = new Set([
    ...used.questions.map(({ name }) => name),
    ...used.names.map(({ name }) => name),
    ...used.templates.flatMap(namesOf),
    ...used.conditions.flatMap(namesIn),
  ]);
  for (const { name, at } of playbook.questions.values()) {
    if (read.has(name)) continue;
    problems.warning(
      "QUESTION_UNUSED",
      at,
      `The question "${name}" is never asked, and nothing looks at it.`,
    );
  }
}

function namesOf({ parts }: Template): readonly string[] {
  return parts.flatMap((part) => {
    if (typeof part === "string") return [];
    const other = part.or !== undefined && "path" in part.or ? part.or.path.slice(0, 1) : [];
    return [...part.path.slice(0, 1), ...other];
  });
}

function namesIn(condition: Condition): readonly string[] {
  switch (condition.is) {
    case "test":
      return condition.name.split(".").slice(0, 1);
    case "formula":
      return condition.formula.uses.flatMap(({ path }) => path.slice(0, 1));
    case "not":
      return namesIn(condition.of);
    default:
      return condition.of.flatMap(namesIn);
  }
}
