import { didYouMean } from "../../problems/did-you-mean.ts";
import type { CallStep, ForEachStep, Step } from "../../steps/step.ts";
import type { FileReader } from "../file-reader.ts";
import { BUILT_IN_NAMES } from "../names.ts";
import type { Playbook } from "../playbook.ts";
import { allSteps } from "./all-steps.ts";

/** What a step says of other steps or of questions: the loop around it, the call that changed, the list it goes through. */
export function checkSteps(playbook: Playbook, file: FileReader): void {
  const calls = callNames(playbook);
  for (const { step, inLoop } of allSteps(playbook)) {
    if (step.verb === "skip" && !inLoop) {
      const message = 'There is no round to end here: "skip: round" belongs into the "do:" of a loop.';
      file.problems.error("SKIP_OUTSIDE_LOOP", step.at, message);
    }
    if (step.verb === "call") checkIfChanged(step, calls, file);
    if (step.verb === "for_each") checkList(step, playbook, file);
    if (step.verb === "run" && step.playbook === playbook.name) {
      file.problems.error("RUN_CIRCLE", step.at, `"${playbook.name}" runs itself.`);
    }
  }
}

/** A call is named by its service or by its `id:`. */
function callNames(playbook: Playbook): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { step } of allSteps(playbook)) {
    if (step.verb !== "call") continue;
    names.add(step.service);
    const id = idOf(step);
    if (id !== undefined) names.add(id);
  }
  return names;
}

function idOf({ key }: Step): string | undefined {
  const [, mark, id] = key.split(":");
  return mark === "id" ? id : undefined;
}

function checkIfChanged(
  { ifChanged, at }: CallStep,
  calls: ReadonlySet<string>,
  { problems }: FileReader,
): void {
  if (ifChanged === undefined || calls.has(ifChanged)) return;
  const message = `No step calls "${ifChanged}".${didYouMean(ifChanged, calls)}`;
  problems.error("CALL_UNKNOWN", at, message);
}

/** A question with one answer and a built-in name are no lists; of anything else one cannot tell. */
function checkList({ list, at }: ForEachStep, { questions }: Playbook, { problems, used }: FileReader): void {
  const [name = "", ...fields] = list;
  const question = questions.get(name);
  const given = used.given.some((one) => one.name === name);
  const single = question !== undefined && question.pick === "one" && question.choicesFrom === undefined;
  if (fields.length > 0 || given || !(single || BUILT_IN_NAMES.includes(name))) return;
  const why = single ? `the question "${name}" has one answer` : `"${name}" is one value`;
  problems.error("LIST_WRONG", at, `There is nothing to go through: ${why}.`);
}
