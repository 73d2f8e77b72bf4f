import type { PlacedStep } from "../compile/section-builder.ts";
import type { Condition } from "../conditions/condition.ts";
import type { SentValue, Step } from "../steps/step.ts";
import type { Template } from "../texts/template.ts";
import { type Leaf, leavesOf, namesOf } from "./leaves.ts";

/** What one step looks at to decide where the talk goes, and what it gives a value. */
export interface Look {
  readonly leaves: readonly Leaf[];
  /** Names of which more than a test counts: lists to go through, values of formulas. */
  readonly whole: readonly string[];
  /** Names that have another value behind it. */
  readonly writes: readonly string[];
  readonly score: boolean;
  /** The team whose opening hours it looks at. */
  readonly team: string | undefined;
}

const NOTHING: Look = { leaves: [], whole: [], writes: [], score: false, team: undefined };

/** What a step looks at. */
export function lookOf({ step, playbook }: PlacedStep): Look {
  switch (step.verb) {
    case "choose":
      return lookAt(step.branches.map((branch) => branch.when));
    case "if":
      return lookAt([step.when]);
    case "handoff":
      return { ...NOTHING, team: step.team };
    case "ask":
    case "ask_again": {
      const list = playbook.questions.get(step.question)?.choicesFrom?.list.split(".")[0];
      const added = step.verb === "ask" && step.addTo !== undefined ? [step.addTo] : [];
      return {
        ...NOTHING,
        whole: [...(list === undefined ? [] : [list]), ...added],
        writes: [step.question, ...added],
      };
    }
    case "for_each":
      return { ...NOTHING, whole: [step.list[0] ?? ""], writes: [step.as] };
    case "set":
      return {
        ...NOTHING,
        whole: step.values.flatMap(({ to }) =>
          "formula" in to
            ? to.formula.uses.map(({ path }) => path[0] ?? "")
            : "template" in to
              ? slotNames(to.template)
              : [],
        ),
        writes: step.values.map(({ name }) => name),
      };
    default:
      return { ...NOTHING, writes: givesOf(step) };
  }
}

function lookAt(conditions: readonly Condition[]): Look {
  const leaves = conditions.flatMap(leavesOf);
  const plain = leaves.filter((leaf) => leaf.is === "test");
  const formulas = leaves.filter((leaf) => leaf.is === "formula");
  const isOfScore = (name: string) => name === "score" || name === "grade";
  return {
    ...NOTHING,
    leaves: plain.filter((leaf) => !isOfScore(leaf.name)),
    whole: formulas.flatMap(namesOf).filter((name) => !isOfScore(name)),
    score: leaves.some((leaf) => namesOf(leaf).some(isOfScore)),
  };
}

function givesOf(step: Step): readonly string[] {
  if (step.verb === "run") return ["outcome"];
  if (step.verb === "split") return [step.test];
  return "gives" in step ? step.gives : [];
}

/** Every text in what is sent. */
export function templatesIn(value: SentValue): readonly Template[] {
  if ("template" in value) return [value.template];
  if ("list" in value) return value.list.flatMap(templatesIn);
  return "map" in value ? value.map.flatMap((entry) => templatesIn(entry.value)) : [];
}

/** The names that a text shows. */
export function slotNames({ parts }: Template): readonly string[] {
  return parts.flatMap((part) => (typeof part === "string" ? [] : [part.path[0] ?? ""]));
}
