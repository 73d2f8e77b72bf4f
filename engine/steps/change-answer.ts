import { type Builder, SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { markOf, openDetour, stepOf } from "../machine/memory.ts";
import { change, eventOf } from "../machine/state.ts";
import { child, oneOrMany, textOf } from "../problems/source-node.ts";
import { builtInQuestion } from "../questions/built-in-question.ts";
import type { Question } from "../questions/question.ts";
import { builtInTemplate } from "../texts/built-in-texts.ts";
import { names } from "./key-schemas.ts";
import type { ChangeAnswerStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- change_answer: [team_size, role]`: "which one should I change?" as buttons, then asks it again. */
export const changeAnswer: VerbDefinition<ChangeAnswerStep> = {
  verb: "change_answer",
  keys: { change_answer: names },
  read(raw, reader) {
    const questions = oneOrMany(child(raw, "change_answer")).flatMap((item) => {
      reader.uses("question", item);
      return textOf(item) ?? [];
    });
    if (questions.length === 0) return [];
    return [{ verb: "change_answer", key: reader.key(raw, "change_answer"), at: raw.at, questions }];
  },
  state: changeAnswerState,
};

/** "Which one should I change?" with the questions as buttons; the one tapped is put again, then the talk is walked anew. */
function changeAnswerState(step: ChangeAnswerStep, next: string, b: Builder): void {
  const questions = step.questions.map((name) => b.question(name));
  const question = whichOne(step, questions);
  const open = (context: Context, label: unknown) => {
    const chosen = questions.find((candidate) => candidate.called === label);
    if (!chosen) return context;
    const marks = stepOf(context, b.section, step.key);
    return openDetour(context, { is: "change", question: chosen.name, marks });
  };
  b.addResting(step.key, {
    passes: (context) => markOf(context, b.section, step.key) !== undefined,
    onward: [{ target: next }],
    arrive: [() => ({ out: "put", sorry: null })],
    on: {
      ...b.questionEvents({
        key: step.key,
        question: undefined,
        sorry: undefined,
        why: undefined,
        onSkip: [],
      }),
      answer: [
        {
          target: SHARED.detour,
          actions: [change((context, event) => open(context, eventOf(event, "answer").value))],
        },
      ],
    },
    rest: { status: "bot", question, declared: false, clocks: [], outcome: undefined, team: undefined },
  });
}

function whichOne(step: ChangeAnswerStep, questions: readonly Question[]): Question {
  return builtInQuestion(
    {
      name: step.key,
      ask: builtInTemplate("whichOne"),
      kind: "choice",
      choices: questions.map(({ called }) => ({ label: called, also: [] })),
      called: "change",
    },
    step.at,
  );
}
