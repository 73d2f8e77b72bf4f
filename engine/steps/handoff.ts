import { type Builder, SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { mark, markOf } from "../machine/memory.ts";
import { change, emit, eventOf, type Transition, type WantedClock, when } from "../machine/state.ts";
import { builtIn } from "../machine/voice.ts";
import { child, type SourceNode, textOf } from "../problems/source-node.ts";
import { block, name, span, tonedText } from "./key-schemas.ts";
import type { HandoffStep } from "./step.ts";
import type { StepReader } from "./step-reader.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const whileWaiting = {
  type: "array",
  items: {
    type: "object",
    properties: { after: span, say: tonedText },
    required: ["after", "say"],
    additionalProperties: false,
    description: "a line like { after: 60 seconds, say: Still looking }",
  },
  description: "a list of lines like { after: 60 seconds, say: Still looking }",
};

/** `- handoff: sales`: waits for a person of the team. */
export const handoff: VerbDefinition<HandoffStep> = {
  verb: "handoff",
  keys: {
    handoff: { ...name, description: "the name of a team" },
    message: tonedText,
    note: tonedText,
    answer_within: span,
    while_waiting: whileWaiting,
    if_nobody: block,
    when_back: block,
  },
  read(raw, reader) {
    const team = textOf(child(raw, "handoff"));
    if (team === undefined) return [];
    if (!raw.entries.has("answer_within") || !raw.entries.has("if_nobody")) {
      reader.incomplete();
      reader.problems.error(
        "HANDOFF_INCOMPLETE",
        raw.at,
        'A handoff needs "answer_within:" and "if_nobody:".',
      );
    }
    const key = reader.key(raw, "handoff", team);
    const answerWithin = reader.span(child(raw, "answer_within"));
    const step: HandoffStep = {
      verb: "handoff",
      key,
      at: raw.at,
      team,
      message: reader.text(child(raw, "message")),
      note: reader.text(child(raw, "note")),
      answerWithin: answerWithin ?? { amount: 5, unit: "minute", working: false },
      whileWaiting: readLines(child(raw, "while_waiting"), reader),
      ifNobody: reader.block(child(raw, "if_nobody")),
      whenBack: reader.block(child(raw, "when_back")),
    };
    return [step];
  },
  state: handoffState,
};

function readLines(node: SourceNode | undefined, reader: StepReader): HandoffStep["whileWaiting"] {
  return (node?.items ?? []).flatMap((item) => {
    const after = reader.span(child(item, "after"));
    const say = reader.text(child(item, "say"));
    return after === undefined || say === undefined ? [] : [{ after, say }];
  });
}

/**
 * Two states: waiting, and with a human. A replay passes over a handoff whose result is kept; with the team closed on
 * arrival the result is "nobody" at once. The step is the entry point of every later replay once a human was there.
 */
function handoffState(step: HandoffStep, next: string, b: Builder): void {
  const { key } = step;
  const human = `${key}|human`;
  const ifNobody = b.block(step.ifNobody, next);
  const whenBack = b.block(step.whenBack, next);
  const result = (context: Context) => markOf(context, b.section, key)?.result;
  const nobody: Transition = {
    target: ifNobody,
    actions: [
      b.visit(`${key}/if_nobody`),
      change((context) => mark(context, b.section, key, { result: "nobody" })),
    ],
  };

  b.addResting(key, {
    enter: [
      change((context) =>
        markOf(context, b.section, key) || context.world.open.includes(step.team)
          ? context
          : mark(context, b.section, key, { done: true, result: "nobody" }),
      ),
    ],
    passes: (context) => result(context) !== undefined,
    onward: [
      {
        guard: when((context) => Object.hasOwn(context.portable.doors, context.walk.rest)),
        target: SHARED.door,
      },
      {
        guard: when((context) => result(context) === "back"),
        target: whenBack,
        actions: [b.visit(`${key}/when_back`)],
      },
      { target: ifNobody, actions: [b.visit(`${key}/if_nobody`)] },
    ],
    arrive: [
      (context) =>
        step.message && !markOf(context, b.section, key)
          ? { out: "say", text: b.text(context, step.message) }
          : undefined,
      (context) => ({ out: "offer", team: step.team, note: step.note ? b.text(context, step.note) : null }),
    ],
    arrived: (context) => mark(context, b.section, key, { done: true }),
    on: {
      ...b.quietEvents,
      human: [{ actions: [emit((context) => ({ out: "say", text: builtIn(context, "alreadyCalled") }))] }],
      rep_joined: [{ target: human }],
      clock: [
        { guard: when((_, event) => eventOf(event, "clock").clock !== "while_waiting"), ...nobody },
        ...step.whileWaiting.map(
          ({ say }, index): Transition => ({
            guard: when((_, event) => eventOf(event, "clock").index === index),
            actions: [
              b.visit(`${key}/while_waiting/${index + 1}`),
              emit((context) => ({ out: "say", text: b.text(context, say) })),
            ],
          }),
        ),
      ],
    },
    rest: {
      status: "waiting",
      question: undefined,
      declared: false,
      clocks: clocksOf(step),
      outcome: undefined,
      team: step.team,
    },
  });

  b.addHuman(human, {
    stepState: key,
    onLeft: (context) => mark(context, b.section, key, { result: "back" }),
    onVanished: { target: key },
  });
}

function clocksOf(step: HandoffStep): WantedClock[] {
  const hoursOf = step.team;
  return [
    {
      clock: "answer_within",
      index: 0,
      span: step.team === "" ? "default_answer_within" : step.answerWithin,
      from: "arrival",
      hoursOf,
    },
    { clock: "closes", index: 0, span: undefined, from: "arrival", hoursOf },
    ...step.whileWaiting.map(
      ({ after }, index): WantedClock => ({
        clock: "while_waiting",
        index,
        span: after,
        from: "arrival",
        hoursOf: undefined,
      }),
    ),
  ];
}
