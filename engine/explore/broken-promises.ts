import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { valuesOf } from "../compile/values.ts";
import { REP_OUTCOMES } from "../compile/with-human.ts";
import { isEmpty } from "../conditions/lookup.ts";
import type { Promises } from "../playbook/playbook.ts";
import type { Suspicion } from "./suspicion.ts";
import type { Arrival } from "./walk.ts";

/** Ends that every promise allows. */
const BUILT_IN_ENDS: readonly string[] = ["stopped", "forgotten", "blocked", "left_message", ...REP_OUTCOMES];

/** The promises that this arrival breaks. */
export function brokenBy(compiled: CompiledPlaybook, arrival: Arrival): readonly Suspicion[] {
  const { promises } = compiled.playbook;
  if (promises === undefined) return [];
  return [
    ...wrongEnd(compiled, promises, arrival),
    ...tooEarly(compiled, promises, arrival),
    ...tooMany(promises, arrival),
  ];
}

function wrongEnd(
  { rests }: CompiledPlaybook,
  { endsIn, at }: Promises,
  { at: here }: Arrival,
): readonly Suspicion[] {
  const outcome = rests.get(here.position.value)?.outcome;
  if (outcome === undefined || endsIn.length === 0) return [];
  if (endsIn.includes(outcome) || BUILT_IN_ENDS.includes(outcome)) return [];
  return [
    {
      code: "PROMISE_BROKEN",
      severity: "error",
      about: `end ${outcome}`,
      message: `A conversation can end in "${outcome}", which "ends_in:" does not name.`,
      at,
      here,
    },
  ];
}

function tooEarly(
  compiled: CompiledPlaybook,
  { before }: Promises,
  { at: here, outputs }: Arrival,
): readonly Suspicion[] {
  const rest = compiled.rests.get(here.position.value);
  const isPut = outputs.some(({ out }) => out === "put");
  if (!isPut || !rest?.declared || compiled.steps.get(here.position.value)?.step.verb === "change_answer")
    return [];
  const lookup = valuesOf(compiled.playbook, here.position.context);
  return before.flatMap(({ asked, known, at }): readonly Suspicion[] => {
    if (rest.question?.name !== asked || !isEmpty(lookup(known))) return [];
    return [
      {
        code: "PROMISE_BROKEN",
        severity: "error",
        about: `before ${asked} ${known}`,
        message: `"${asked}" can be asked before "${known}" is known.`,
        at,
        here,
      },
    ];
  });
}

function tooMany({ atMostQuestions, at }: Promises, { at: here }: Arrival): readonly Suspicion[] {
  if (atMostQuestions === undefined || here.asked.size <= atMostQuestions) return [];
  return [
    {
      code: "PROMISE_BROKEN",
      severity: "error",
      about: "at_most questions",
      message: `One path asks ${here.asked.size} questions (${[...here.asked].join(", ")}), and "at_most:" says ${atMostQuestions}.`,
      at,
      here,
    },
  ];
}
