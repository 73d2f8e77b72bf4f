import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { type Leaf, leavesOf, namesOf } from "./leaves.ts";

/** Every test that a playbook holds, those of its score and of the playbooks that it runs too. */
export function leavesOfPlaybook({ playbook, steps }: CompiledPlaybook): readonly Leaf[] {
  const rules = new Set([playbook, ...[...steps.values()].map((placed) => placed.playbook)]);
  const ofScores = [...rules].flatMap(({ score }) => score.map(({ when }) => when));
  const ofSteps = [...steps.values()].flatMap(({ step }) => {
    if (step.verb === "choose") return step.branches.map((branch) => branch.when);
    return step.verb === "if" ? [step.when] : [];
  });
  const plain = [...new Set([...ofScores, ...ofSteps])].flatMap(leavesOf);
  // What is worked out counts where it is tested.
  const tested = new Set(plain.flatMap(namesOf));
  const ofSets = [...steps.values()].flatMap(({ step }): Leaf[] =>
    step.verb === "set"
      ? step.values.flatMap(({ name, to }): Leaf[] =>
          "formula" in to && tested.has(name) ? [{ is: "formula", formula: to.formula }] : [],
        )
      : [],
  );
  return [...plain, ...ofSets];
}
