import { type Builder, SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { collectedAt, keepAsked, keepFacts, pass, withWalk } from "../machine/memory.ts";
import { change, eventOf, type Transition, when } from "../machine/state.ts";
import { child, textOf } from "../problems/source-node.ts";
import { partsOf } from "./compound.ts";
import { name } from "./key-schemas.ts";
import type { AskAgainStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- ask_again: budget`: forgets the answer here and asks for it anew. */
export const askAgain: VerbDefinition<AskAgainStep> = {
  verb: "ask_again",
  keys: { ask_again: name },
  read(raw, reader) {
    const node = child(raw, "ask_again");
    const question = textOf(node);
    if (question === undefined) return [];
    reader.uses("question", node);
    const key = reader.key(raw, "ask_again", question);
    return [{ verb: "ask_again", key, at: raw.at, question, ...partsOf() }];
  },
  state: askAgainState,
};

/** The new answer is kept beside the old one: what stands before this step goes on seeing the old. */
function askAgainState(step: AskAgainStep, next: string, b: Builder): void {
  const question = b.question(step.question);
  const collector = `${b.section}+${step.key}`;
  const known = (context: Context) => collectedAt(context, b.section, collector, question.name);
  const keep = (context: Context, value: Parameters<typeof keepAsked>[3]) =>
    keepAsked(context, b.section, question.name, value, b.isDetour ? "told" : "asked", collector);
  const onAnswer: readonly Transition[] = [
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
    { target: next, actions: [change((context, event) => keep(context, eventOf(event, "answer").value))] },
  ];
  b.addResting(step.key, {
    passes: (context) => known(context) !== undefined,
    onward: [
      { target: next, actions: [change((context) => pass(context, question.name, known(context) ?? 0))] },
    ],
    arrive: [() => ({ out: "put", sorry: null })],
    arrived: (context) => forgetHere(context, question.name),
    on: {
      ...b.questionEvents({
        key: step.key,
        question: undefined,
        sorry: question.sorry,
        why: question.why,
        onSkip: question.optional
          ? [{ target: next, actions: [change((context) => keep(context, null))] }]
          : [],
      }),
      answer: onAnswer,
    },
    rest: { status: "bot", question, declared: true, clocks: [], outcome: undefined, team: undefined },
  });
}

function forgetHere(context: Context, question: string): Context {
  const path = Object.fromEntries(Object.entries(context.walk.path).filter(([name]) => name !== question));
  return withWalk(context, { path });
}
