import { setup } from "xstate";
import { SHARED } from "../machine/builder.ts";
import { type Context, EMPTY_CONTEXT, EMPTY_WALK } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import { visitOf, withPortable } from "../machine/memory.ts";
import { change, type Rest, when } from "../machine/state.ts";
import type { Playbook, Topic } from "../playbook/playbook.ts";
import { blocksOf } from "../steps/index.ts";
import type { Step } from "../steps/step.ts";
import { makeUnderstanding, type ReadingSetting } from "../understand/make-understanding.ts";
import type { Understanding } from "../understand/reading.ts";
import { fillIn, stuckSteps } from "./fill-in.ts";
import { type Library, questionsOfRuns } from "./inline.ts";
import { endStateOf } from "./names.ts";
import { rootEvents } from "./root-events.ts";
import { addSection, type PlacedStep, type Plan, type States } from "./section-builder.ts";
import { addSharedStates } from "./shared-states.ts";
import { teamsOf } from "./teams-of.ts";
import { REP_OUTCOMES } from "./with-human.ts";

/** A playbook ready to talk: its machine and what the turn must know of each state. Made once for a version. */
export interface CompiledPlaybook {
  readonly playbook: Playbook;
  /** Hash of the version. */
  readonly version: string;
  /** Sections of the playbook, in file order: where a rep may give the talk back to. */
  readonly sections: readonly string[];
  /** Teams that the playbook hands off to; "" is the one for "I want a human". */
  readonly teams: readonly string[];
  readonly machine: ReturnType<typeof toMachine>;
  /** The states at which a talk can rest. */
  readonly rests: ReadonlyMap<string, Rest>;
  readonly understanding: Understanding;
  /** By scope: inside a run its own topics are heard before ours. */
  readonly understandings: ReadonlyMap<string, Understanding>;
  /** By scope: the topics that are heard inside a run. */
  readonly topics: ReadonlyMap<string, readonly Topic[]>;
  /** The steps by the name of their state, those of runs too. */
  readonly steps: ReadonlyMap<string, PlacedStep>;
}

/**
 * One playbook is one flat machine: one step, one state, all children of the root. Nothing beside XState interprets it.
 *
 * @param version hash of the playbook's text
 * @param library the playbooks that this one may run
 * @param reading what understanding messages stands on beside the playbook
 */
export function compilePlaybook(
  source: Playbook,
  version: string,
  library: Library = new Map(),
  { embedding, trained = {} }: ReadingOfVersion = {},
): CompiledPlaybook {
  const playbook = fillIn(source, questionsOfRuns(source, library));
  const states: States = new Map();
  const plan: Plan = {
    playbook,
    states,
    steps: new Map(),
    library,
    running: [source.name],
    scope: "",
    stuckScope: "",
    builtIns: {},
    runs: [],
  };
  for (const { name, steps, tone } of playbook.sections.values()) {
    const next = name === SHARED.human ? RESUME : SHARED.back;
    addSection({ ...plan, tone }, name, steps, next);
  }
  for (const { name, do: steps, tone } of playbook.topics) {
    if (steps.length > 0) addSection({ ...plan, tone }, `anytime/${name}`, steps, SHARED.back);
  }
  addSection(plan, "if_stuck", stuckSteps(playbook), SHARED.skip);
  states.set(RESUME, {
    always: [
      { guard: when(({ portable }) => portable.resume === null), target: endStateOf("left_message") },
      { target: SHARED.entry, actions: [change(resume)] },
    ],
  });
  addSharedStates(plan, {
    sections: [...states.keys()].filter((state) => state.endsWith(":")).map((state) => state.slice(0, -1)),
    outcomes: outcomesOf(playbook),
  });

  return {
    playbook,
    version,
    sections: [...source.sections.keys()],
    teams: teamsOf(playbook, library),
    machine: toMachine(plan),
    rests: new Map([...states].flatMap(([name, { meta }]): [string, Rest][] => (meta ? [[name, meta]] : []))),
    understanding: makeUnderstanding(playbook, { embedding, trained: trained[""] }),
    understandings: new Map(
      plan.runs.map(({ scope, topics }) => [
        scope,
        makeUnderstanding({ ...playbook, topics }, { embedding, trained: trained[scope] }),
      ]),
    ),
    topics: new Map(plan.runs.map(({ scope, topics }) => [scope, topics])),
    steps: plan.steps,
  };
}

/** What training found out, by scope: "" for the playbook's own topics. */
export type TrainedPlaybook = Readonly<Record<string, string>>;

export interface ReadingOfVersion {
  readonly embedding?: ReadingSetting["embedding"] | undefined;
  /** What `trainPlaybook` gave when the version was published; without it the classifiers train when first needed. */
  readonly trained?: TrainedPlaybook;
}

/** Trains the classifiers of a playbook: what to keep with its version. Deterministic. */
export function trainPlaybook({ understanding, understandings }: CompiledPlaybook): TrainedPlaybook {
  const all = [["", understanding] as const, ...understandings];
  return Object.fromEntries(
    all.flatMap(([scope, one]): [string, string][] => {
      const trained = one.trained();
      return trained === undefined ? [] : [[scope, trained]];
    }),
  );
}

const RESUME = "§human:resume";

/**
 * The talk goes on at the step that was open when the visitor asked for a person. The visit of the handoff stays counted,
 * so that asking for a person once more calls one once more.
 */
function resume(context: Context): Context {
  const { resume, doors } = context.portable;
  if (resume === null) return context;
  const base = resume.base ?? EMPTY_WALK;
  const kept = Object.fromEntries(Object.entries(doors).filter(([step]) => step !== base.rest));
  const rounds = { ...base.rounds, [SHARED.human]: { visit: visitOf(context, SHARED.human), answers: 1 } };
  return withPortable(context, {
    doors: kept,
    entry: { ...resume, base: { ...base, rounds } },
    resume: null,
    tries: {},
  });
}

/** Ends that a door can lead to; the talk's own `end` steps are states of their own. */
function outcomesOf(playbook: Playbook): ReadonlySet<string> {
  const inDetours = [...playbook.topics.flatMap((topic) => topic.do), ...stuckSteps(playbook)].flatMap(
    endsIn,
  );
  const ofSilence = playbook.ifSilent.flatMap(({ end }) => (end === undefined ? [] : [end]));
  return new Set(["stopped", "forgotten", "left_message", ...REP_OUTCOMES, ...inDetours, ...ofSilence]);
}

function endsIn(step: Step): readonly string[] {
  return step.verb === "end" ? [step.outcome] : blocksOf(step).flatMap((block) => block.flatMap(endsIn));
}

/** XState's types follow a literal config; ours is built, so they are named once here. */
function toMachine({ playbook, states, runs }: Plan) {
  const config = {
    id: "parley",
    initial: SHARED.idle,
    context: EMPTY_CONTEXT,
    states: Object.fromEntries(states),
    on: rootEvents(
      playbook,
      runs.flatMap(({ own }) => own),
    ),
    options: { maxIterations: 5000 },
  };
  return setup({ types: { context: {} as Context, events: {} as MachineEvent } }).createMachine(
    config as never,
  );
}
