import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";
import { addSpan } from "../time/add-span.ts";
import type { RememberedAnswer } from "../turn/remembered.ts";
import { timeText } from "../turn/say.ts";

/**
 * What a test says of earlier conversations: answers that were remembered just now, and consents as they were asked for.
 *
 * @param now milliseconds since 1970, UTC
 */
export function rememberedInTest(
  { playbook, version }: CompiledPlaybook,
  values: Readonly<Record<string, Value>>,
  now: number,
  zone: string,
): readonly RememberedAnswer[] {
  const proofOf = (
    { name, kind, purposes = [], ask }: Question,
    given: boolean,
  ): Pick<RememberedAnswer, "proof"> =>
    kind === "consent"
      ? {
          proof: {
            question: name,
            purposes,
            given,
            text: ask.source,
            language: playbook.language,
            at: timeText(now),
            playbook: playbook.name,
            version,
            page: undefined,
          },
        }
      : {};
  return Object.entries(values).map(([name, value]) => {
    const question = playbook.questions.get(name);
    const remember = question?.remember ?? { amount: 1, unit: "day", working: false };
    return {
      question: name,
      value,
      at: now,
      until: addSpan(now, remember, zone),
      playbook: playbook.name,
      ...(question && proofOf(question, value === true)),
    };
  });
}
