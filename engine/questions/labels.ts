import type { Value } from "../conditions/condition.ts";
import type { Question } from "./question.ts";

/** A choice's label in a language; its own where there is no other. Any other value stays as it is. */
export function labelIn(question: Question | undefined, value: Value, language: string): Value {
  if (question === undefined || question.choices.length === 0) return value;
  if (Array.isArray(value))
    return (value as readonly Value[]).map((pick) => labelIn(question, pick, language));
  const labels = question.choices.find(({ label }) => label === value)?.labels;
  return labels && Object.hasOwn(labels, language) ? (labels[language] ?? value) : value;
}

/** The word for the question in a sentence, in a language. */
export function calledIn({ called, calledAlso }: Question, language: string): string {
  return calledAlso && Object.hasOwn(calledAlso, language) ? (calledAlso[language] ?? called) : called;
}
