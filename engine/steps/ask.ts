import type { Value } from "../conditions/condition.ts";
import { type Builder, SHARED } from "../machine/builder.ts";
import { type Context, own } from "../machine/context.ts";
import { keepAsked, keepFacts, knownAt, pass, withWalk } from "../machine/memory.ts";
import { change, eventOf, type Transition, when } from "../machine/state.ts";
import { child, oneOrMany, textOf } from "../problems/source-node.ts";
import { name, names } from "./key-schemas.ts";
import type { AskStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- ask: email` or `- ask: [name, email]`, which is one step a question. */
export const ask: VerbDefinition<AskStep> = {
  verb: "ask",
  keys: { ask: names, add_to: name },
  read(raw, reader) {
    const list = child(raw, "add_to");
    reader.gives(list);
    const addTo = textOf(list);
    const asked = child(raw, "ask");
    return oneOrMany(asked).flatMap((item) => {
      const question = textOf(item);
      if (question === undefined) return [];
      reader.uses("question", item);
      const at = asked?.kind === "list" ? item.at : raw.at;
      return [{ verb: "ask", key: reader.key(raw, "ask", question), at, question, addTo } as const];
    });
  },
  state: askState,
};

/**
 * One state: puts the question unless its answer is known, keeps what is answered, and goes on.
 * An answer that came with others is kept with them and the talk is walked anew: facts count from the start.
 */
function askState(step: AskStep, next: string, b: Builder): void {
  const question = b.question(step.question);
  const known = (context: Context) => knownAt(context, b.section, question.name);
  const keep = (context: Context, value: Value) =>
    listed(keepAsked(context, b.section, question.name, value, b.isDetour ? "told" : "asked"), step, value);
  const passOver = (context: Context) => {
    const index = known(context) ?? 0;
    return listed(pass(context, question.name, index), step, context.portable.answers[index]?.value ?? null);
  };

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
      {
        target: next,
        actions: [change(passOver)],
      },
    ],
    arrive: [() => ({ out: "put", sorry: null })],
    on: {
      ...b.questionEvents({
        key: step.key,
        question: question.name,
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

/** `add_to:` gathers the answers of a loop, worked out anew on every walk. */
function listed(context: Context, { addTo }: AskStep, value: Value): Context {
  if (addTo === undefined || value === null) return context;
  const before = own(context.walk.vars, addTo);
  const list = Array.isArray(before) ? [...(before as readonly Value[]), value] : [value];
  return withWalk(context, { vars: { ...context.walk.vars, [addTo]: list } });
}
