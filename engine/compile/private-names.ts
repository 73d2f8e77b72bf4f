import { allSteps } from "../playbook/checks/all-steps.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Step } from "../steps/step.ts";
import type { Template } from "../texts/template.ts";

const known = new WeakMap<Playbook, ReadonlySet<string>>();

/** Whether reps must not see what goes by a name: a private answer, or something made of one. */
export function isPrivate(playbook: Playbook): (name: string) => boolean {
  const names = known.get(playbook) ?? privateNames(playbook);
  known.set(playbook, names);
  return (name) => names.has(name);
}

/** Private questions, and what `set`, `add_to` and loops make of their answers. */
function privateNames(playbook: Playbook): ReadonlySet<string> {
  const names = new Set([...playbook.questions.values()].flatMap((one) => (one.private ? [one.name] : [])));
  if (names.size === 0) return names;
  const steps = [...allSteps(playbook)].map(({ step }) => step);
  // A name may be made of one that a later step makes: again until nothing is added.
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const step of steps) for (const name of madeBy(step, names)) names.add(name);
  }
  return names;
}

function madeBy(step: Step, names: ReadonlySet<string>): readonly string[] {
  switch (step.verb) {
    case "ask":
      return step.addTo !== undefined && names.has(step.question) ? [step.addTo] : [];
    case "for_each":
      return names.has(step.list[0] ?? "") ? [step.as] : [];
    case "set":
      return step.values.flatMap(({ name, to }) => {
        if ("value" in to) return [];
        const read =
          "formula" in to ? to.formula.uses.map(({ path }) => path[0] ?? "") : rootsIn(to.template);
        return read.some((root) => names.has(root)) ? [name] : [];
      });
    default:
      return [];
  }
}

function rootsIn({ parts }: Template): readonly string[] {
  return parts.flatMap((part) => {
    if (typeof part === "string") return [];
    return [
      part.path[0] ?? "",
      ...(part.or !== undefined && "path" in part.or ? [part.or.path[0] ?? ""] : []),
    ];
  });
}
