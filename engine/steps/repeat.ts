import type { Builder } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { mark, markOf } from "../machine/memory.ts";
import { change, eventOf, type Transition, when } from "../machine/state.ts";
import { child, numberOf } from "../problems/source-node.ts";
import { builtInQuestion } from "../questions/built-in-question.ts";
import type { Question } from "../questions/question.ts";
import { partsOf } from "./compound.ts";
import { block, number, tonedText } from "./key-schemas.ts";
import { advance, endLoop, innermost, MOST_ROUNDS, startLoop } from "./loop.ts";
import type { RepeatStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const repeated = {
  type: "object",
  properties: { up_to: number, ask_first: tonedText, do: block },
  required: ["do"],
  additionalProperties: false,
  description: "a map with up_to, ask_first and do",
};

/** `- repeat: { up_to: 3, ask_first: Anyone else?, do: […] }`. At most 100 rounds. */
export const repeat: VerbDefinition<RepeatStep> = {
  verb: "repeat",
  keys: { repeat: repeated },
  read(raw, reader) {
    const node = child(raw, "repeat");
    if (node?.kind !== "map") return [];
    const askFirst = reader.text(child(node, "ask_first"));
    const upTo = Math.min(numberOf(child(node, "up_to")) ?? MOST_ROUNDS, MOST_ROUNDS);
    const key = reader.key(raw, "repeat");
    const parts = partsOf({ inside: [reader.block(child(node, "do"))], texts: askFirst ? [askFirst] : [] });
    return [{ verb: "repeat", key, at: raw.at, upTo, askFirst, ...parts }];
  },
  state: repeatState,
};

/** Marks and answers inside carry the number of the round. `ask_first` is a yes/no question of its own. */
function repeatState(step: RepeatStep, next: string, b: Builder): void {
  const { key } = step;
  const round = `${key}|round`;
  const more = `${key}|next`;
  const first = `${key}|first`;
  const leave: Transition = { target: next, actions: [change((context) => endLoop(context, key))] };
  const body = b.loop(more).block(step.inside[0] ?? [], more);
  b.add(key, {
    entry: [b.visit(key), change((context) => startLoop(context, key, null))],
    always: [{ target: round }],
  });
  b.add(round, {
    always: [
      {
        guard: when((context) => (innermost(context, key)?.index ?? step.upTo) < step.upTo),
        target: step.askFirst === undefined ? body : first,
        actions: [b.visit(`${key}/round`)],
      },
      leave,
    ],
  });
  b.add(more, { entry: [change((context) => advance(context, key))], always: [{ target: round }] });
  if (step.askFirst !== undefined) addFirst(first, askedFirst(step, step.askFirst), { body, leave }, b);
}

function addFirst(
  state: string,
  question: Question,
  ways: { readonly body: string; readonly leave: Transition },
  b: Builder,
): void {
  const answer = (context: Context) => markOf(context, b.section, state)?.answer;
  const kept = (value: boolean) =>
    change((context) => mark(context, b.section, state, { done: true, answer: value }));
  const leave = (value: boolean): Transition => ({
    ...ways.leave,
    actions: [kept(value), ...(ways.leave.actions ?? [])],
  });
  b.addResting(state, {
    passes: (context) => answer(context) !== undefined,
    onward: [{ guard: when((context) => answer(context) === true), target: ways.body }, ways.leave],
    arrive: [() => ({ out: "put", sorry: null })],
    on: {
      ...b.questionEvents({
        key: state,
        question: undefined,
        sorry: undefined,
        why: undefined,
        onSkip: [leave(false)],
      }),
      answer: [
        {
          guard: when((_, event) => eventOf(event, "answer").value === true),
          target: ways.body,
          actions: [kept(true)],
        },
        leave(false),
      ],
    },
    rest: { status: "bot", question, declared: false, clocks: [], outcome: undefined, team: undefined },
  });
}

function askedFirst(step: RepeatStep, ask: Question["ask"]): Question {
  return builtInQuestion(
    { name: `${step.key}|first`, ask, kind: "yes_no", called: "another round" },
    step.at,
  );
}
