import { SHARED } from "../machine/builder.ts";
import { type Context, EMPTY_WALK, own } from "../machine/context.ts";
import { closeDetour, leaveBy, withPortable } from "../machine/memory.ts";
import { change, type Transition, when } from "../machine/state.ts";
import { addChange, addEnd, addParked, addStartOver } from "./built-in-states.ts";
import { changeStateOf, endStateOf, sectionState } from "./names.ts";
import { addOffer } from "./offer-state.ts";
import type { Plan, States } from "./section-builder.ts";
import { humanState } from "./with-human.ts";

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
  addOffer(plan);
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
    to(SHARED.offer, (detour) => detour.is === "offer"),
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

function parkAt(reason: string): Transition {
  return { target: SHARED.parked, actions: [change((context) => ({ ...context, parkedBecause: reason }))] };
}
