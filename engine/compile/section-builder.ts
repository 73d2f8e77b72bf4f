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
import { enterDetour, enterSection, markOf, stepOf, visitOf, withWalk } from "../machine/memory.ts";
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
import type { Playbook, Topic } from "../playbook/playbook.ts";
import { verbOf } from "../steps/index.ts";
import type { Block, RunStep, Step } from "../steps/step.ts";
import type { Tone } from "../texts/template.ts";
import { type Library, newNames } from "./inline.ts";
import { endStateOf, sectionState } from "./names.ts";
import { nudges, questionEvents } from "./question-events.ts";
import { endedEvents, pausedEvents, quietEvents } from "./quiet-events.ts";
import { type NewNames, renamed, renamedSteps } from "./renamed.ts";
import { builtInEvents, isBuiltIn } from "./root-events.ts";
import { templateText } from "./template-text.ts";
import { valuesOf } from "./values.ts";
import { humanState } from "./with-human.ts";

/** All states of a machine while it is built, by name. */
export type States = Map<string, StateConfig>;

/** A step where the machine has it. */
export interface PlacedStep {
  readonly step: Step;
  /** Its section, with the prefix of the run that it belongs to. */
  readonly section: string;
  /** The playbook whose texts, conditions and score count for it. */
  readonly playbook: Playbook;
}

/** What a machine is built from, and where its states go. */
export interface Plan {
  /** The playbook whose texts, conditions and score count for these steps. */
  readonly playbook: Playbook;
  readonly states: States;
  /** The steps by the name of their state. */
  readonly steps: Map<string, PlacedStep>;
  readonly library: Library;
  /** The playbooks that are being built, outermost first: none may run itself. */
  readonly running: readonly string[];
  /** In a playbook that another one runs: where its `end` leads. */
  readonly returnsTo?: string;
  /** Prefix of the run that is being built; empty outside of runs. */
  readonly scope: string;
  readonly stuckScope: string;
  /** Of the section that is being built; undefined: the site's. */
  readonly tone?: Tone | undefined;
  /** Events of built-ins that the playbook which is run leads elsewhere. */
  readonly builtIns: { readonly [event: string]: readonly Transition[] };
  /** The runs found so far. */
  readonly runs: Run[];
}

/** One place at which another playbook is run. */
export interface Run {
  readonly scope: string;
  /** Its topics under names of this place, before those of the playbook around it. */
  readonly topics: readonly Topic[];
  readonly own: readonly Topic[];
  /** The state behind the run. */
  readonly back: string;
}

/** Makes the states of one section. */
export function sectionBuilder(plan: Plan, section: string, nextRound?: string): Builder {
  const { playbook, states } = plan;
  const around: Around = { clocks: nudges(playbook), tone: plan.tone, builtIns: plan.builtIns };
  const isDetour = section.endsWith("if_stuck") || section.startsWith("anytime/");

  const builder: Builder = {
    section,
    isDetour,
    nextRound,
    scope: plan.scope,
    stuckScope: plan.stuckScope,
    returnsTo: plan.returnsTo,
    loop: (next) => sectionBuilder(plan, section, next),
    inline: (step, next) => inlineRun(plan, step, next),
    choicesFed: (name) =>
      [...playbook.questions.values()].flatMap(({ choicesFrom }) => {
        const [root, ...path] = choicesFrom?.list.split(".") ?? [];
        return root === name ? [path] : [];
      }),
    add(state, config) {
      if (states.has(state)) throw new Error(`two steps of ${playbook.name} are called ${state}`);
      states.set(state, config);
    },
    addResting(state, resting) {
      builder.add(
        state,
        isDetour
          ? restInDetour(state, resting, builder, around)
          : restInTalk(state, resting, builder, around),
      );
    },
    addHuman(state, human: WithHuman) {
      builder.add(state, humanState(section, human));
    },
    block(steps: Block, next: string) {
      let target = next;
      for (const step of steps.toReversed()) {
        plan.steps.set(step.key, { step, section, playbook });
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
    text: (context, template) => templateText(playbook, context, template, plan.tone),
    holds: (context, condition, seen) => holds(condition, valuesOf(playbook, context, seen)),
    value: (context, path) => lookUp(valuesOf(playbook, context), path),
    sectionState,
    endState: endStateOf,
    visit: (key) =>
      emit((context) => ({ out: "visit", key, done: markOf(context, section, key)?.done === true })),
    questionEvents: (state: QuestionState) => questionEvents(playbook, builder, state),
    endedEvents,
    pausedEvents,
    quietEvents: quietEvents(playbook),
  };
  return builder;
}

/** What every resting state of a section gets. */
interface Around {
  readonly clocks: readonly WantedClock[];
  readonly tone: Tone | undefined;
  readonly builtIns: { readonly [event: string]: readonly Transition[] };
}

/** Puts its outputs out only when the talk does rest here: not known, no door, no detour in the way. */
function restInTalk(state: string, resting: Resting, b: Builder, around: Around): StateConfig {
  const passes = resting.passes ?? (() => false);
  const hasDoor = (context: Context) => own(context.portable.doors, context.walk.rest) !== undefined;
  const hasDetour = (context: Context) => context.portable.detours.length > 0;
  const rests = (context: Context) => !passes(context) && !hasDoor(context) && !hasDetour(context);
  return {
    entry: [
      visitOfRest(
        state,
        (context) =>
          passes(context) || Object.hasOwn(context.portable.doors, stepOf(context, b.section, state)),
      ),
      change((context) => withWalk(context, { rest: stepOf(context, b.section, state), restState: state })),
      ...(resting.enter ?? []),
      ...arrival(resting, rests),
    ],
    always: [
      ...onward(resting, passes),
      { guard: when(hasDoor), target: SHARED.door },
      { guard: when(hasDetour), target: SHARED.detour },
    ],
    ...restConfig(resting, b, around),
  };
}

/** Inside a topic: the talk's own resting step keeps the doors, so nothing of it is touched here. */
function restInDetour(state: string, resting: Resting, b: Builder, around: Around): StateConfig {
  const passes = resting.passes ?? (() => false);
  return {
    entry: [
      visitOfRest(state, passes),
      ...(resting.enter ?? []),
      ...arrival(resting, (context) => !passes(context)),
    ],
    always: onward(resting, passes),
    ...restConfig(resting, b, around),
  };
}

/** Where a step with nothing to wait for goes. */
function onward(resting: Resting, passes: (context: Context) => boolean): Transition[] {
  return (resting.onward ?? []).map((transition) => ({
    ...transition,
    guard: (moment) => passes(moment.context) && (transition.guard?.(moment) ?? true),
  }));
}

function visitOfRest(state: string, done: (context: Context) => boolean): Action {
  return emit((context) => ({ out: "visit", key: state, done: done(context) }));
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
  { clocks: ofSilence, builtIns, tone }: Around,
): Pick<StateConfig, "on" | "meta" | "tags"> {
  const clocks = resting.rest.question ? ofSilence : resting.rest.clocks;
  return {
    on: { ...(resting.rest.status === "waiting" ? {} : builtIns), ...(resting.on ?? {}) },
    meta: { ...resting.rest, clocks, section: b.section, scope: b.scope, ...(tone && { tone }) },
    tags: resting.rest.status === "human" || resting.rest.status === "ended" ? [resting.rest.status] : [],
  };
}

/** The sections of a playbook that is run, as sections of ours: inside, its own score and grades count. */
function inlineRun(plan: Plan, step: RunStep, next: string): string | undefined {
  const sub = plan.library.get(step.playbook);
  if (!sub?.sections.has(step.from) || plan.running.includes(sub.name)) return undefined;
  const names = newNames(step);
  const { score, grades, ifStuck } = renamed(
    { score: sub.score, grades: sub.grades, ifStuck: sub.ifStuck },
    names,
  );
  const scope = names.prefix;
  const own = sub.topics.map((topic) => topicOfRun(topic, names));
  const overridden = new Set(own.map(({ name }) => name));
  const topics = [...own, ...plan.playbook.topics.filter(({ name }) => !overridden.has(name))];
  const playbook = { ...plan.playbook, score, grades, topics, ifStuck: ifStuck ?? plan.playbook.ifStuck };
  const inner: Plan = {
    ...plan,
    playbook,
    running: [...plan.running, sub.name],
    returnsTo: next,
    scope,
    stuckScope: ifStuck ? scope : plan.stuckScope,
    builtIns: { ...plan.builtIns, ...builtInEvents(playbook, own) },
  };
  plan.runs.push({ scope, topics, own, back: next });
  for (const { name, steps, tone } of sub.sections.values()) {
    addSection({ ...inner, tone }, `${scope}${name}`, renamedSteps(steps, names), next);
  }
  for (const topic of own) {
    if (topic.do.length > 0)
      addSection({ ...inner, tone: topic.tone }, `anytime/${topic.name}`, topic.do, SHARED.back);
  }
  if (ifStuck) addSection(inner, `${scope}if_stuck`, ifStuck.do, SHARED.skip);
  return sectionState(`${names.prefix}${step.from}`);
}

/** A topic of a playbook that is run, under a name of the place; a built-in's name stays what it is. */
function topicOfRun(topic: Topic, names: NewNames): Topic {
  const { reply, do: steps, goto } = topic;
  return {
    ...topic,
    name: isBuiltIn(topic.name) ? topic.name : `${names.prefix}${topic.name}`,
    reply: renamed(reply, names),
    do: renamedSteps(steps, names),
    goto: goto === undefined ? undefined : `${names.prefix}${goto}`,
  };
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
