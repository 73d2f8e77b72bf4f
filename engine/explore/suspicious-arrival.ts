import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { PlacedStep } from "../compile/section-builder.ts";
import { valuesOf } from "../compile/values.ts";
import { isEmpty, lookUp } from "../conditions/lookup.ts";
import type { Slot } from "../texts/template.ts";
import { leavesOf, namesOf } from "./leaves.ts";
import type { Suspicion } from "./suspicion.ts";
import { templatesOfStep } from "./templates-of.ts";
import type { Arrival } from "./walk.ts";

/** Looks at arrivals for what nobody means to write. */
export function makeArrivalChecks(compiled: CompiledPlaybook): (arrival: Arrival) => readonly Suspicion[] {
  const slots = slotsWithoutElse(compiled);
  return (arrival) => [
    ...emptyTexts(compiled, slots, arrival),
    ...parked(compiled, arrival),
    ...askedTwice(compiled, arrival),
  ];
}

/** The slots of each step that have nothing to show when their value is unknown. */
function slotsWithoutElse({ steps }: CompiledPlaybook): ReadonlyMap<string, readonly Slot[]> {
  return new Map(
    [...steps].flatMap(([key, { step }]) => {
      // What is sent may be empty; what a `set` takes over as it is as well.
      if (step.verb === "call" || step.verb === "set") return [];
      const open = templatesOfStep(step)
        .flatMap(({ parts }) => parts)
        .filter((part) => typeof part !== "string")
        .filter(({ or }) => or === undefined);
      return open.length === 0 ? [] : [[key, open] as const];
    }),
  );
}

function emptyTexts(
  { steps }: CompiledPlaybook,
  slots: ReadonlyMap<string, readonly Slot[]>,
  { outputs, at: here }: Arrival,
): readonly Suspicion[] {
  return outputs.flatMap((output): readonly Suspicion[] => {
    if (output.out !== "visit" || output.done === true) return [];
    const placed = steps.get(output.key);
    const open = slots.get(output.key);
    if (placed === undefined || open === undefined) return [];
    const lookup = valuesOf(placed.playbook, here.position.context);
    return open
      .filter(({ path }) => isEmpty(lookUp(lookup, path)))
      .map(({ path, at }) => ({
        code: "TEXT_EMPTY_ON_A_PATH",
        severity: "warning",
        about: `${output.key} ${path.join(".")}`,
        message: `"${path.join(".")}" is empty on one path when this text is used.`,
        at,
        here,
      }));
  });
}

/**
 * Where a question that defeats the visitor leads to the same place a second time, the language itself calls a person. A
 * playbook to run that is missing, and a step that this version cannot carry out, are told of by the check.
 */
const MEANT = /^stuck |^there is no playbook |^this version cannot /;

function parked({ rests, playbook }: CompiledPlaybook, { at: here, before }: Arrival): readonly Suspicion[] {
  if (rests.get(here.position.value)?.status !== "parked") return [];
  const reason = here.position.context.parkedBecause ?? "nothing leads on";
  if (MEANT.test(reason)) return [];
  const section = rests.get(before?.position.value ?? "")?.section ?? "start";
  return [
    {
      code: "DEAD_END",
      severity: "error",
      about: `parked ${reason}`,
      message: `A conversation can come to where the playbook cannot go on: ${reason}.`,
      at: playbook.sections.get(section)?.at ?? { line: 1, column: 1 },
      here,
    },
  ];
}

/** A section that is visited again asks its own questions anew: that is meant where something in it depends on them. */
function askedTwice(
  compiled: CompiledPlaybook,
  { at: here, outputs, before }: Arrival,
): readonly Suspicion[] {
  const placed = compiled.steps.get(here.position.value);
  if (placed?.step.verb !== "ask" || before === undefined || !outputs.some(({ out }) => out === "put"))
    return [];
  const { question } = placed.step;
  const { portable, walk } = here.position.context;
  if (before.position.value === here.position.value || walk.loops.length > 0) return [];
  const sameTalk = before.position.context.portable.epoch === portable.epoch;
  const answered = portable.answers.some(
    (kept) => kept.question === question && kept.source === "asked" && kept.value !== null,
  );
  if (!sameTalk || !answered || dependsOn(compiled, placed, question)) return [];
  return [
    {
      code: "ASKED_TWICE",
      severity: "warning",
      about: here.position.value,
      message: `"${question}" is asked a second time when "${placed.section}" is visited again, and nothing in it depends on the answer.`,
      at: placed.step.at,
      here,
    },
  ];
}

function dependsOn({ steps }: CompiledPlaybook, { section }: PlacedStep, question: string): boolean {
  return [...steps.values()].some(({ step, section: of }) => {
    if (of !== section) return false;
    const conditions =
      step.verb === "choose"
        ? step.branches.map((branch) => branch.when)
        : step.verb === "if"
          ? [step.when]
          : [];
    return conditions.flatMap(leavesOf).some((leaf) => namesOf(leaf).includes(question));
  });
}
