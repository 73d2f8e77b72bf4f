import type { Value } from "../conditions/condition.ts";
import { type Builder, SHARED } from "../machine/builder.ts";
import { type Context, own } from "../machine/context.ts";
import { keepFacts, stepOf } from "../machine/memory.ts";
import { change, eventOf, when } from "../machine/state.ts";
import type { Question } from "../questions/question.ts";

/** A step that puts a question of the playbook. */
export interface Asking {
  readonly key: string;
  readonly question: Question;
  readonly next: string;
  /** False for a question whose old answer stands when `if_stuck` runs out. */
  readonly skippable: boolean;
  /** Index of the answer that makes the step pass. */
  known(context: Context): number | undefined;
  /** Keeps an answer; null is a skipped question. */
  keep(context: Context, value: Value): Context;
  /** Puts the question on the path with the answer it has. */
  passOver(context: Context, index: number): Context;
  /** What is remembered when the talk rests here. */
  readonly arrived?: (context: Context) => Context;
}

/**
 * One state: puts the question unless its answer is known, keeps what is answered, and goes on.
 * An answer that came with others is kept with them and the talk is walked anew: facts count from the start.
 */
export function addAsking(asking: Asking, b: Builder): void {
  const { key, question, next, keep, passOver, arrived } = asking;
  const known = (context: Context): number | undefined => {
    const index = asking.known(context);
    const isLeft = !b.isDetour && own(context.portable.doors, stepOf(context, b.section, key)) !== undefined;
    return index !== undefined && isLeft && isFromBehind(context, question, index) ? undefined : index;
  };
  b.addResting(key, {
    passes: (context) => known(context) !== undefined,
    onward: [{ target: next, actions: [change((context) => passOver(context, known(context) ?? 0))] }],
    arrive: [() => ({ out: "put", sorry: null })],
    ...(arrived && { arrived }),
    on: {
      ...b.questionEvents({
        key,
        question: asking.skippable ? question.name : undefined,
        sorry: question.sorry,
        why: question.why,
        onSkip: question.optional
          ? [{ target: next, actions: [change((context) => keep(context, null))] }]
          : [],
      }),
      answer: [
        {
          guard: when((_, event) => eventOf(event, "answer").also.length > 0),
          target: SHARED.entry,
          actions: [
            change((context, event) => {
              const { value, also } = eventOf(event, "answer");
              return keepFacts(keep(context, value), also, "told");
            }),
          ],
        },
        {
          target: next,
          actions: [change((context, event) => keep(context, eventOf(event, "answer").value))],
        },
      ],
    },
    rest: { status: "bot", question, declared: true, clocks: [], outcome: undefined, team: undefined },
  });
}

/**
 * True for an answer that was asked for and not on the walk so far. Where the step was left by a door, the talk asked for
 * it behind that door: the step never saw it, and a replay that let it pass would never come to where it was asked.
 */
function isFromBehind({ portable, walk }: Context, { name }: Question, index: number): boolean {
  return portable.answers[index]?.source === "asked" && own(walk.path, name) !== index;
}
