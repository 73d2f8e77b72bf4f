import type { Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";

export interface OfferedChoice {
  /** Stable within a version: the question and the choice's place. */
  readonly id: string;
  readonly label: string;
  readonly value: Value;
}

/** The buttons of a question, in the author's order. */
export function choicesOf(question: Question): readonly OfferedChoice[] {
  const { name, kind, choices } = question;
  if (kind === "yes_no" || kind === "consent") {
    return [
      { id: `${name}:yes`, label: "Yes", value: true },
      { id: `${name}:no`, label: "No", value: false },
    ];
  }
  return choices.map(({ label }, index) => ({ id: `${name}:${index}`, label, value: label }));
}

/** The buttons of the closing line. */
export const CLOSING_CHOICES = [
  { id: "built_in:start_over", label: "Start over", event: "start_over" },
  { id: "built_in:human", label: "Talk to a person", event: "human" },
] as const;
