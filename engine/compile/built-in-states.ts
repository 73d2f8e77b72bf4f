import { SHARED } from "../machine/builder.ts";
import { type Context, own } from "../machine/context.ts";
import {
  closeDetour,
  correct,
  enterSection,
  keepFacts,
  latest,
  mark,
  startOver,
  withPortable,
} from "../machine/memory.ts";
import { BARE_REST, change, emit, eventOf, type Transition, when } from "../machine/state.ts";
import { builtIn } from "../machine/voice.ts";
import { builtInQuestion } from "../questions/built-in-question.ts";
import type { Question } from "../questions/question.ts";
import { builtInTemplate } from "../texts/built-in-texts.ts";
import { changeStateOf, endRestOf, endStateOf } from "./names.ts";
import { nudges, questionEvents } from "./question-events.ts";
import { endedEvents } from "./quiet-events.ts";
import { type Plan, sectionBuilder } from "./section-builder.ts";

/** An end that is reached by a door: a topic, silence, a person, "stop". */
export function addEnd(plan: Plan, outcome: string): void {
  const { states } = plan;
  const section = endStateOf(outcome);
  const rest = endRestOf(outcome);
  states.set(section, {
    entry: [change((context) => enterSection(context, section))],
    always: [{ target: rest }],
  });
  sectionBuilder(plan, section).addResting(rest, {
    on: endedEvents,
    rest: { ...BARE_REST, status: "ended", outcome },
  });
}

/** Puts one question again so that its answer can be changed; then the talk is walked anew. */
export function addChange(plan: Plan, question: Question): void {
  const { playbook } = plan;
  const state = changeStateOf(question.name);
  const b = sectionBuilder(plan, "change");
  const leave: Transition = {
    target: SHARED.entry,
    actions: [
      emit((context) => (isAsked(context) ? undefined : { out: "say", text: builtIn(context, "leftAsIs") })),
      change(closeChange),
    ],
  };
  const apply = (context: Context, value: Parameters<typeof correct>[2]): Context => {
    const index = latest(context, question.name);
    return closeChange(
      index === undefined
        ? keepFacts(context, [{ question: question.name, value }], "told")
        : correct(context, index, value),
    );
  };
  const answered: Transition = {
    target: SHARED.entry,
    actions: [
      // Before the detour is closed: it says whether there was something to change.
      emit((context, event) =>
        event.type === "answer" && !isAsked(context) ? { out: "say", text: event.confirm } : undefined,
      ),
      change((context, event) => apply(context, event.type === "answer" ? event.value : null)),
    ],
  };
  b.add(state, {
    entry: [emit(() => ({ out: "put", sorry: null }))],
    on: {
      ...questionEvents(playbook, b, {
        key: state,
        question: undefined,
        sorry: question.sorry,
        why: question.why,
        giveUp: leave,
        onSkip: [question.optional ? answered : leave],
      }),
      answer: [answered],
    },
    meta: { ...BARE_REST, section: "change", question, declared: true, clocks: nudges(playbook) },
  });
}

/** A rep had the question asked: the visitor did not want to change anything. */
function isAsked({ portable }: Context): boolean {
  const detour = portable.detours.at(-1);
  return detour?.is === "change" && detour.asks === true;
}

function closeChange(context: Context): Context {
  const detour = context.portable.detours.at(-1);
  const closed = closeDetour(context);
  if (detour?.is !== "change") return closed;
  const tries = Object.fromEntries(
    Object.entries(closed.portable.tries).filter(([step]) => step !== changeStateOf(detour.question)),
  );
  const marks = detour.marks === null ? {} : { [detour.marks]: { done: true } };
  return withPortable(closed, { tries, marks: { ...closed.portable.marks, ...marks } });
}

/** "Start over" asks first when more than two answers would be lost. */
export function addStartOver(plan: Plan): void {
  const { playbook } = plan;
  const b = sectionBuilder(plan, SHARED.startOver);
  const keep: Transition = {
    target: SHARED.entry,
    actions: [emit((context) => ({ out: "say", text: builtIn(context, "keptGoing") })), change(closeDetour)],
  };
  b.add(SHARED.startOver, {
    entry: [emit(() => ({ out: "put", sorry: null }))],
    on: {
      ...questionEvents(playbook, b, {
        key: SHARED.startOver,
        question: undefined,
        sorry: undefined,
        why: undefined,
        giveUp: keep,
        onSkip: [keep],
      }),
      answer: [
        {
          guard: when((_, event) => eventOf(event, "answer").value === true),
          target: SHARED.entry,
          actions: [change(startOver)],
        },
        keep,
      ],
    },
    meta: { ...BARE_REST, section: "start over", question: START_OVER, clocks: nudges(playbook) },
  });
}

const START_OVER = builtInQuestion(
  { name: SHARED.startOver, ask: builtInTemplate("startOver"), kind: "yes_no", called: "start over" },
  { line: 1, column: 1 },
);

/** The playbook cannot go on: a person must look, and says where it goes on. */
export function addParked(plan: Plan): void {
  const b = sectionBuilder(plan, SHARED.parked);
  b.addResting(SHARED.parked, {
    enter: [change((context) => withPortable(context, { detours: [] }))],
    arrive: [
      (context) => (parkedBefore(context) ? undefined : { out: "say", text: builtIn(context, "parked") }),
    ],
    arrived: (context) => mark(context, SHARED.parked, SHARED.parked, { done: true }),
    on: b.quietEvents,
    rest: { ...BARE_REST, status: "parked" },
  });
}

function parkedBefore(context: Context): boolean {
  return own(context.portable.marks, SHARED.parked) !== undefined;
}
