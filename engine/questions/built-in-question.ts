import type { Place } from "../problems/problem.ts";
import type { Template } from "../texts/template.ts";
import type { Question } from "./question.ts";

/** A question that no file declares: what a step or a built-in asks by itself. */
export function builtInQuestion(
  asked: Pick<Question, "name" | "kind" | "called"> &
    Partial<Omit<Question, "ask">> & { readonly ask: Template | string },
  at: Place,
): Question {
  const ask = typeof asked.ask === "string" ? { source: asked.ask, parts: [asked.ask], at } : asked.ask;
  return {
    choices: [],
    choicesFrom: undefined,
    pick: "one",
    optional: false,
    check: [],
    sorry: undefined,
    why: undefined,
    from: undefined,
    to: undefined,
    private: false,
    topics: true,
    at,
    ...asked,
    ask,
  };
}
