import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Step } from "../steps/step.ts";
import { type Template, textsIn } from "../texts/template.ts";
import { templatesIn } from "./look.ts";

/** Every text of a playbook that may show an answer. */
export function templatesOf({ playbook, steps }: CompiledPlaybook): readonly Template[] {
  const ofSteps = [...steps.values()].flatMap(({ step }) => templatesOfStep(step));
  const ofQuestions = [...playbook.questions.values()].flatMap(({ ask, sorry, why }) => [ask, sorry, why]);
  const ofTopics = playbook.topics.map(({ reply }) => reply);
  return [...ofSteps, ...ofQuestions, ...ofTopics].filter((text) => text !== undefined).flatMap(textsIn);
}

/** The texts that a step says, shows or sends. */
export function templatesOfStep(step: Step): readonly Template[] {
  switch (step.verb) {
    case "say":
      return [step.text];
    case "say_one_of":
      return step.texts;
    case "show":
      return step.cards.flatMap(({ title, text, image, buttons }) => [
        ...[title, text, image].filter((template) => template !== undefined),
        ...buttons.flatMap(({ label, link }) => [label, link]),
      ]);
    case "handoff":
      return [step.message, step.note, ...step.whileWaiting.map(({ say }) => say)].filter(
        (template) => template !== undefined,
      );
    case "set":
      return step.values.flatMap(({ to }) => ("template" in to ? [to.template] : []));
    case "call":
      return step.send.flatMap(({ value }) => templatesIn(value));
    case "tell":
      return [step.message];
    default:
      return "texts" in step ? step.texts : [];
  }
}
