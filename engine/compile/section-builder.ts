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
import { enterDetour, enterSection, stepOf, visitOf, withWalk } from "../machine/memory.ts";
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
import type { Block, RunStep } from "../steps/step.ts";
import { type Library, newNames } from "./inline.ts";
import { nudges, questionEvents } from "./question-events.ts";
import { endedEvents, pausedEvents, quietEvents } from "./quiet-events.ts";
import { renamed, renamedSteps } from "./renamed.ts";
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

/** What a machine is built from, and where its states go. */
export interface Plan {
  /** The playbook whose texts, conditions and score count for these steps. */
  readonly playbook: Playbook;
  readonly states: States;
  readonly library: Library;
  /** The playbooks that are being built, outermost first: none may run itself. */
  readonly running: readonly string[];
  /** In a playbook that another one runs: where its `end` leads. */
  readonly returnsTo?: string;
}

/** Makes the states of one section. */
export function sectionBuilder(plan: Plan, section: string, nextRound?: string): Builder {
  const { playbook, states } = plan;
  const clocks = nudges(playbook);
  const isDetour = section === "if_stuck" || section.startsWith("anytime/");

  const builder: Builder = {
    section,
    isDetour,
    nextRound,
    returnsTo: plan.returnsTo,
    loop: (next) => sectionBuilder(plan, section, next),
    inline: (step, next) => inlineRun(plan, step, next),
    feedsChoices: (name) =>
      [...playbook.questions.values()].some(({ choicesFrom }) => choicesFrom?.list === name),
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
    pausedEvents,
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

/** The sections of a playbook that is run, as sections of ours: inside, its own score and grades count. */
function inlineRun(plan: Plan, step: RunStep, next: string): string | undefined {
  const sub = plan.library.get(step.playbook);
  if (!sub?.sections.has(step.from) || plan.running.includes(sub.name)) return undefined;
  const names = newNames(step);
  const { score, grades } = renamed({ score: sub.score, grades: sub.grades }, names);
  const inner: Plan = {
    ...plan,
    playbook: { ...plan.playbook, score, grades },
    running: [...plan.running, sub.name],
    returnsTo: next,
  };
  for (const { name, steps } of sub.sections.values()) {
    addSection(inner, `${names.prefix}${name}`, renamedSteps(steps, names), next);
  }
  return sectionState(`${names.prefix}${step.from}`);
}

/** More visits of one section than this on one walk: something goes in circles, and a person must look. */
const MOST_VISITS = 100;

/** A section: its opening, which counts the visit, and its steps. */
export function addSection(plan: Plan, section: string, steps: Block, next: string): void {
  const b = sectionBuilder(plan, section);
  const enter = b.isDetour ? enterDetour : enterSection;
  const first = b.block(steps, next);
  plan.states.set(sectionState(section), {
    entry: [
      change((context) => enter(context, section)),
      change((context) =>
        visitOf(context, section) > MOST_VISITS && !b.isDetour
          ? withWalk(context, { rest: sectionState(section), restState: sectionState(section) })
          : context,
      ),
    ],
    always: [
      {
        guard: when((context) => !b.isDetour && visitOf(context, section) > MOST_VISITS),
        target: SHARED.parked,
        actions: [
          change((context) => ({
            ...context,
            parkedBecause: `more than ${MOST_VISITS} visits of ${section}`,
          })),
        ],
      },
      { target: first },
    ],
  });
}
