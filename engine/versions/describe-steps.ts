import { blocksOf } from "../steps/index.ts";
import type { Block, Step } from "../steps/step.ts";
import { stepName, stepParts, wayNames } from "./describe-step.ts";
import type { Described } from "./described.ts";

/** The other version's steps by key, and new names of questions. */
export interface Beside {
  readonly steps: ReadonlyMap<string, Step>;
  readonly renamed: ReadonlyMap<string, string>;
}

/** All steps of a block and below, each with its place. `start` is a section; a way below a step is named after both. */
export function describeSteps(
  steps: Block,
  place: { readonly block: string; readonly where: string },
  beside: Beside,
): readonly Described[] {
  return steps.flatMap((step) => {
    const key = stepKey(step, beside.renamed);
    const names = wayNames(step);
    const ways = wayKeys(step, beside.steps.get(key));
    const below = blocksOf(step).flatMap((block, index) =>
      describeSteps(
        block,
        {
          block: `${key}/${ways[index] ?? index}`,
          where: `${place.where} > ${names[index] ?? step.verb}`,
        },
        beside,
      ),
    );
    const described: Described = {
      group: "steps",
      key,
      name: stepName(step),
      ...place,
      parts: stepParts(step),
    };
    return [described, ...below];
  });
}

/** All steps of a block and below, by their key. */
export function stepsByKey(
  steps: Block,
  renamed: ReadonlyMap<string, string>,
): readonly (readonly [string, Step])[] {
  return steps.flatMap((step): readonly (readonly [string, Step])[] => [
    [stepKey(step, renamed), step],
    ...blocksOf(step).flatMap((block) => stepsByKey(block, renamed)),
  ]);
}

/** A step that asks is called by its question: a question with a new name is still the same step. */
function stepKey(step: Step, renamed: ReadonlyMap<string, string>): string {
  if (step.verb !== "ask" && step.verb !== "ask_again") return step.key;
  const now = renamed.get(step.question);
  const [section, verb, last] = step.key.split(":");
  // A step with an id of its author's keeps that.
  if (now === undefined || last === undefined || verb !== step.verb) return step.key;
  return [section, verb, now + last.slice(step.question.length)].join(":");
}

/** A way is the same where its condition is; one with a new condition where the other version has one there that went. */
function wayKeys(step: Step, other: Step | undefined): readonly string[] {
  const names = wayNames(step);
  if (other === undefined) return names;
  const theirs = wayNames(other);
  return names.map((name, index) => {
    const before = theirs[index];
    return before === undefined || theirs.includes(name) || names.includes(before) ? name : before;
  });
}
