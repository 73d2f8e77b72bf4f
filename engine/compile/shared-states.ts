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
import { builtIn } from "../machine/voice.ts";
import { builtInQuestion } from "../questions/built-in-question.ts";
import type { Question } from "../questions/question.ts";
import { builtInTemplate } from "../texts/built-in-texts.ts";
import { endRestOf, endStateOf, sectionState } from "./names.ts";
import { nudges, questionEvents } from "./question-events.ts";
import { endedEvents } from "./quiet-events.ts";
import { type Plan, type States, sectionBuilder } from "./section-builder.ts";
import { humanState } from "./with-human.ts";

const NOWHERE: Rest = {
  status: "bot",
  section: "",
  scope: "",
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
  states.set(SHARED.stuck, { always: stuckTransitions(states) });
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
  states.set(SHARED.door, { always: doorTransitions(doors, plan.runs) });
  states.set(SHARED.detour, { always: detourTransitions(plan) });
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
function stuckTransitions(states: States): Transition[] {
  return [
    {
      guard: when((context) => context.portable.detours.filter((detour) => detour.is === "stuck").length > 1),
      target: SHARED.parked,
      actions: [change((context) => ({ ...context, parkedBecause: "stuck again while getting unstuck" }))],
    },
    ...stuckSections(states),
  ];
}

/** The `if_stuck` of the playbook, and those of the playbooks that it runs. */
function stuckSections(states: States): Transition[] {
  return [...states.keys()]
    .filter((state) => state.endsWith(STUCK))
    .map(
      (state): Transition => ({
        guard: when(({ portable }) => {
          const detour = portable.detours.at(-1);
          return detour?.is === "stuck" && `${detour.scope}${STUCK}` === state;
        }),
        target: state,
      }),
    );
}

const STUCK = sectionState("if_stuck");

function skipStuckQuestion(context: Context): Context {
  const detour = context.portable.detours.at(-1);
  if (detour?.is !== "stuck" || detour.skips === null) return context;
  const { section, round, loop, question } = detour.skips;
  const skipped = { question, value: null, source: "asked" as const, section, round, loop };
  return withPortable(context, { answers: [...context.portable.answers, skipped] });
}

function doorTransitions(doors: Doors, runs: Plan["runs"]): Transition[] {
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
    ...runs.map(
      ({ back }): Transition => ({
        guard: when((context) => {
          const taken = door(context);
          return taken?.to === "return" && taken.state === back;
        }),
        target: back,
      }),
    ),
    parkAt("a door that leads nowhere"),
  ];
}

function detourTransitions(plan: Plan): Transition[] {
  const { playbook, states } = plan;
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
    ...[...playbook.topics, ...plan.runs.flatMap(({ own }) => own)]
      .filter(({ name }) => states.has(sectionState(`anytime/${name}`)))
      .map(({ name }) =>
        to(sectionState(`anytime/${name}`), (detour) => detour.is === "topic" && detour.name === name),
      ),
    ...stuckSections(states),
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
  const rest = endRestOf(outcome);
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
    actions: [emit((context) => ({ out: "say", text: builtIn(context, "leftAsIs") })), change(closeChange)],
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
    meta: { ...NOWHERE, section: "start over", question: START_OVER, clocks: nudges(playbook) },
  });
}

const START_OVER = builtInQuestion(
  { name: SHARED.startOver, ask: builtInTemplate("startOver"), kind: "yes_no", called: "start over" },
  { line: 1, column: 1 },
);

/** The playbook cannot go on: a person must look, and says where it goes on. */
function addParked(plan: Plan): void {
  const b = sectionBuilder(plan, SHARED.parked);
  b.addResting(SHARED.parked, {
    enter: [change((context) => withPortable(context, { detours: [] }))],
    arrive: [
      (context) => (parkedBefore(context) ? undefined : { out: "say", text: builtIn(context, "parked") }),
    ],
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
