import type { Playbook } from "../playbook/playbook.ts";
import type { Question } from "../questions/question.ts";
import { blocksOf } from "../steps/index.ts";
import type { RunStep, Step } from "../steps/step.ts";
import { type NewNames, renamed } from "./renamed.ts";

/** Other playbooks, by name, that a playbook may run. */
export type Library = ReadonlyMap<string, Playbook>;

/** How the names of a playbook that is run become ours: `with:` says which are another here, all others are shared. */
export function newNames(step: RunStep): NewNames {
  const ours = new Map(step.with.map((pair) => [pair.theirs, pair.ours]));
  return { prefix: `${step.key}>`, name: (theirs) => ours.get(theirs) ?? theirs };
}

/** The questions that the playbooks run by this one bring along: those that it does not declare itself. */
export function questionsOfRuns(playbook: Playbook, library: Library): ReadonlyMap<string, Question> {
  const found = new Map<string, Question>();
  const seen = new Set([playbook.name]);
  const visit = (step: Step, names: readonly NewNames[]): void => {
    if (step.verb === "run") enter(step, names);
    for (const block of blocksOf(step)) for (const inner of block) visit(inner, names);
  };
  const enter = (step: RunStep, outer: readonly NewNames[]): void => {
    const sub = library.get(step.playbook);
    if (!sub || seen.has(sub.name)) return;
    seen.add(sub.name);
    const names = [newNames(step), ...outer];
    for (const question of sub.questions.values()) {
      const name = names.reduce((theirs, one) => one.name(theirs), question.name);
      if (!playbook.questions.has(name) && !found.has(name)) {
        found.set(name, { ...names.reduce((text, one) => renamed(text, one), question), name });
      }
    }
    for (const { steps } of sub.sections.values()) for (const inner of steps) visit(inner, names);
    seen.delete(sub.name);
  };
  for (const { steps } of playbook.sections.values()) for (const step of steps) visit(step, []);
  for (const topic of playbook.topics) for (const step of topic.do) visit(step, []);
  return found;
}
