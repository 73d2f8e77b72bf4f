import { holds } from "../conditions/holds.ts";
import { lookUp } from "../conditions/lookup.ts";
import {
  type Builder,
  type QuestionState,
  type Resting,
  SHARED,
  type WithHuman,
} from "../machine/builder.ts";
import { type Context, own } from "../machine/context.ts";
import { stepOf, withWalk } from "../machine/memory.ts";
import type { Output } from "../machine/output.ts";
import {
  type Action,
  change,
  emit,
  type StateConfig,
  type Transition,
  type WantedClock,
  when,
} from "../machine/state.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { verbOf } from "../steps/index.ts";
import type { Block } from "../steps/step.ts";
import { nudges, questionEvents } from "./question-events.ts";
import { endedEvents, quietEvents } from "./quiet-events.ts";
import { templateText } from "./template-text.ts";
import { valuesOf } from "./values.ts";
import { humanState } from "./with-human.ts";

/** All states of a machine while it is built, by name. */
export type States = Map<string, StateConfig>;

/** State of a section's opening. A colon is in no section's name, so no name can hit another state or a prototype. */
export function sectionState(name: string): string {
  return `${name}:`;
}

export function endStateOf(outcome: string): string {
  return `§end/${outcome}`;
}

/** Makes the states of one section. */
export function sectionBuilder(playbook: Playbook, states: States, section: string): Builder {
  const clocks = nudges(playbook);
  const isDetour = section === "if_stuck" || section.startsWith("anytime/");

  const builder: Builder = {
    section,
    isDetour,
    add(state, config) {
      if (states.has(state)) throw new Error(`two steps of ${playbook.name} are called ${state}`);
      states.set(state, config);
    },
    addResting(state, resting) {
      builder.add(
        state,
        isDetour
          ? restInDetour(state, resting, builder, clocks)
          : restInTalk(state, resting, builder, clocks),
      );
    },
    addHuman(state, human: WithHuman) {
      builder.add(state, humanState(section, human));
    },
    block(steps: Block, next: string) {
      let target = next;
      for (const step of steps.toReversed()) {
        verbOf(step).state(step, target, builder);
        target = step.key;
      }
      return target;
    },
    question(name) {
      const question = playbook.questions.get(name);
      if (!question) throw new Error(`${playbook.name} has no question ${name}`);
      return question;
    },
    text: (context, template) => templateText(playbook, context, template),
    holds: (context, condition, seen) => holds(condition, valuesOf(playbook, context, seen)),
    value: (context, path) => lookUp(valuesOf(playbook, context), path),
    sectionState,
    endState: endStateOf,
    visit: (key) => emit(() => ({ out: "visit", key })),
    questionEvents: (state: QuestionState) => questionEvents(playbook, builder, state),
    endedEvents,
    quietEvents: quietEvents(playbook),
  };
  return builder;
}

/** Puts its outputs out only when the talk does rest here: not known, no door, no detour in the way. */
function restInTalk(
  state: string,
  resting: Resting,
  b: Builder,
  clocks: readonly WantedClock[],
): StateConfig {
  const passes = resting.passes ?? (() => false);
  const hasDoor = (context: Context) => own(context.portable.doors, context.walk.rest) !== undefined;
  const hasDetour = (context: Context) => context.portable.detours.length > 0;
  const rests = (context: Context) => !passes(context) && !hasDoor(context) && !hasDetour(context);
  return {
    entry: [
      b.visit(state),
      change((context) => withWalk(context, { rest: stepOf(context, b.section, state), restState: state })),
      ...(resting.enter ?? []),
      ...arrival(resting, rests),
    ],
    always: [
      ...(resting.onward ?? []).map(
        (transition): Transition => ({
          ...transition,
          guard: (moment) => passes(moment.context) && (transition.guard?.(moment) ?? true),
        }),
      ),
      { guard: when(hasDoor), target: SHARED.door },
      { guard: when(hasDetour), target: SHARED.detour },
    ],
    ...restConfig(resting, b, clocks),
  };
}

/** Inside a topic: the talk's own resting step keeps the doors, so nothing of it is touched here. */
function restInDetour(
  state: string,
  resting: Resting,
  b: Builder,
  clocks: readonly WantedClock[],
): StateConfig {
  const passes = resting.passes ?? (() => false);
  return {
    entry: [b.visit(state), ...(resting.enter ?? []), ...arrival(resting, (context) => !passes(context))],
    always: (resting.onward ?? []).map((transition) => ({
      ...transition,
      guard: (moment) => passes(moment.context) && (transition.guard?.(moment) ?? true),
    })),
    ...restConfig(resting, b, clocks),
  };
}

function arrival(resting: Resting, rests: (context: Context) => boolean): Action[] {
  const outputs = (resting.arrive ?? []).map((output) =>
    emit((context): Output | undefined => (rests(context) ? output(context) : undefined)),
  );
  const { arrived } = resting;
  return arrived ? [...outputs, change((context) => (rests(context) ? arrived(context) : context))] : outputs;
}

function restConfig(
  resting: Resting,
  b: Builder,
  ofSilence: readonly WantedClock[],
): Pick<StateConfig, "on" | "meta" | "tags"> {
  const clocks = resting.rest.question ? ofSilence : resting.rest.clocks;
  return {
    on: resting.on ?? {},
    meta: { ...resting.rest, clocks, section: b.section },
    tags: resting.rest.status === "human" || resting.rest.status === "ended" ? [resting.rest.status] : [],
  };
}
