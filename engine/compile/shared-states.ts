import { SHARED } from "../machine/builder.ts";
import { type Context, EMPTY_WALK, own } from "../machine/context.ts";
import {
  closeDetour,
  correct,
  enterSection,
  keepFacts,
  latest,
  leaveBy,
  mark,
  startOver,
  withPortable,
} from "../machine/memory.ts";
import { change, emit, eventOf, type Rest, type Transition, when } from "../machine/state.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Question } from "../questions/question.ts";
import { BUILT_IN_TEXTS } from "../texts/built-in-texts.ts";
import { nudges, questionEvents } from "./question-events.ts";
import { endedEvents } from "./quiet-events.ts";
import { endStateOf, type Plan, type States, sectionBuilder, sectionState } from "./section-builder.ts";
import { humanState } from "./with-human.ts";

const NOWHERE: Rest = {
  status: "bot",
  section: "",
  question: undefined,
  declared: false,
  clocks: [],
  outcome: undefined,
  team: undefined,
};

/** The states that every machine has: openings of replays, doors, detours, ends by door, and the place for people. */
export function addSharedStates(plan: Plan, doors: Doors): void {
  const { playbook, states } = plan;
  states.set(SHARED.idle, { on: { resume: [{ target: SHARED.entry }] } });
  states.set(SHARED.back, {
    entry: [change(closeDetour)],
    always: [{ target: SHARED.entry }],
  });
  states.set(SHARED.skip, {
    entry: [change((context) => closeDetour(skipStuckQuestion(context)))],
    always: [{ target: SHARED.entry }],
  });
  states.set(SHARED.stuck, { always: stuckTransitions() });
  for (const outcome of doors.outcomes) addEnd(plan, outcome);
  for (const question of playbook.questions.values()) addChange(plan, question);
  addStartOver(plan);
  addParked(plan);
  states.set(
    SHARED.taken,
    humanState(SHARED.taken, {
      stepState: undefined,
      // What is parked stays parked unless the rep names a step: then the talk is over.
      onLeft: (context) =>
        context.walk.restState === SHARED.parked
          ? leaveBy(context, { to: "end", outcome: "left_message" })
          : context,
      onVanished: { target: SHARED.entry },
    }),
  );
  states.set(SHARED.door, { always: doorTransitions(doors) });
  states.set(SHARED.detour, { always: detourTransitions(playbook, states) });
  states.set(SHARED.entry, {
    entry: [change((context) => ({ ...context, walk: context.portable.entry.base ?? EMPTY_WALK }))],
    always: entryTransitions(states),
  });
}

/** Where doors can lead in this playbook. */
export interface Doors {
  readonly sections: readonly string[];
  readonly outcomes: ReadonlySet<string>;
}

/** Being stuck while `if_stuck` is already open would circle: a person must look. */
function stuckTransitions(): Transition[] {
  return [
    {
      guard: when((context) => context.portable.detours.filter((detour) => detour.is === "stuck").length > 1),
      target: SHARED.parked,
      actions: [change((context) => ({ ...context, parkedBecause: "stuck again while getting unstuck" }))],
    },
    { target: sectionState("if_stuck") },
  ];
}

function skipStuckQuestion(context: Context): Context {
  const detour = context.portable.detours.at(-1);
  if (detour?.is !== "stuck" || detour.skips === null) return context;
  const { section, round, loop, question } = detour.skips;
  const skipped = { question, value: null, source: "asked" as const, section, round, loop };
  return withPortable(context, { answers: [...context.portable.answers, skipped] });
}

function doorTransitions(doors: Doors): Transition[] {
  const door = (context: Context) => own(context.portable.doors, context.walk.rest);
  return [
    ...doors.sections.map(
      (section): Transition => ({
        guard: when((context) => {
          const taken = door(context);
          return taken?.to === "section" && taken.section === section;
        }),
        target: sectionState(section),
      }),
    ),
    ...[...doors.outcomes].map(
      (outcome): Transition => ({
        guard: when((context) => {
          const taken = door(context);
          return taken?.to === "end" && taken.outcome === outcome;
        }),
        target: endStateOf(outcome),
      }),
    ),
    parkAt("a door that leads nowhere"),
  ];
}

function detourTransitions(playbook: Playbook, states: States): Transition[] {
  const top = (context: Context) => context.portable.detours.at(-1);
  const to = (
    target: string,
    test: (detour: NonNullable<ReturnType<typeof top>>) => boolean,
  ): Transition => ({
    guard: when((context) => {
      const detour = top(context);
      return detour !== undefined && test(detour);
    }),
    target,
  });
  return [
    ...playbook.topics
      .filter(({ name }) => states.has(sectionState(`anytime/${name}`)))
      .map(({ name }) =>
        to(sectionState(`anytime/${name}`), (detour) => detour.is === "topic" && detour.name === name),
      ),
    to(sectionState("if_stuck"), (detour) => detour.is === "stuck"),
    ...[...playbook.questions.keys()].map((name) =>
      to(changeStateOf(name), (detour) => detour.is === "change" && detour.question === name),
    ),
    to(SHARED.startOver, (detour) => detour.is === "start_over"),
    parkAt("a detour that leads nowhere"),
  ];
}

/** Sections, and the steps at which a talk can rest: after a human has spoken, replays begin there. */
function entryTransitions(states: States): Transition[] {
  const shared: ReadonlySet<string> = new Set(Object.values(SHARED).filter((name) => name !== SHARED.parked));
  const places = [...states].filter(([name, { meta }]) => !shared.has(name) && (meta || name.endsWith(":")));
  return [
    ...places.map(
      ([name]): Transition => ({
        guard: when(
          ({ portable }) => portable.entry.state === name || sectionState(portable.entry.state) === name,
        ),
        target: name,
      }),
    ),
    parkAt("the place to begin is gone"),
  ];
}

/** An end that is reached by a door: a topic, silence, a person, "stop". */
function addEnd(plan: Plan, outcome: string): void {
  const { states } = plan;
  const section = endStateOf(outcome);
  const rest = `${section}:rest`;
  states.set(section, {
    entry: [change((context) => enterSection(context, section))],
    always: [{ target: rest }],
  });
  sectionBuilder(plan, section).addResting(rest, {
    on: endedEvents,
    rest: { ...NOWHERE, status: "ended", outcome },
  });
}

/** Puts one question again so that its answer can be changed; then the talk is walked anew. */
function addChange(plan: Plan, question: Question): void {
  const { playbook } = plan;
  const state = changeStateOf(question.name);
  const b = sectionBuilder(plan, "change");
  const leave: Transition = {
    target: SHARED.entry,
    actions: [emit(() => ({ out: "say", text: BUILT_IN_TEXTS.leftAsIs })), change(closeChange)],
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
      change((context, event) => apply(context, event.type === "answer" ? event.value : null)),
      emit((_, event) => (event.type === "answer" ? { out: "say", text: event.confirm } : undefined)),
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
    meta: { ...NOWHERE, section: "change", question, declared: true, clocks: nudges(playbook) },
  });
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
function addStartOver(plan: Plan): void {
  const { playbook } = plan;
  const b = sectionBuilder(plan, SHARED.startOver);
  const keep: Transition = {
    target: SHARED.entry,
    actions: [emit(() => ({ out: "say", text: BUILT_IN_TEXTS.keptGoing })), change(closeDetour)],
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
    meta: { ...NOWHERE, section: "start over", question: START_OVER, clocks: nudges(playbook) },
  });
}

const START_OVER: Question = {
  name: SHARED.startOver,
  ask: { source: BUILT_IN_TEXTS.startOver, parts: [BUILT_IN_TEXTS.startOver], at: { line: 1, column: 1 } },
  kind: "yes_no",
  choices: [],
  choicesFrom: undefined,
  pick: "one",
  optional: false,
  check: [],
  sorry: undefined,
  why: undefined,
  called: "start over",
  from: undefined,
  to: undefined,
  private: false,
  topics: true,
  at: { line: 1, column: 1 },
};

/** The playbook cannot go on: a person must look, and says where it goes on. */
function addParked(plan: Plan): void {
  const b = sectionBuilder(plan, SHARED.parked);
  b.addResting(SHARED.parked, {
    enter: [change((context) => withPortable(context, { detours: [] }))],
    arrive: [(context) => (parkedBefore(context) ? undefined : { out: "say", text: BUILT_IN_TEXTS.parked })],
    arrived: (context) => mark(context, SHARED.parked, SHARED.parked, { done: true }),
    on: b.quietEvents,
    rest: { ...NOWHERE, status: "parked" },
  });
}

function parkedBefore(context: Context): boolean {
  return own(context.portable.marks, SHARED.parked) !== undefined;
}

function parkAt(reason: string): Transition {
  return { target: SHARED.parked, actions: [change((context) => ({ ...context, parkedBecause: reason }))] };
}

export function changeStateOf(question: string): string {
  return `change:${question}`;
}
