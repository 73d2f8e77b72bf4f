import type { Condition, Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";
import type { Block, RunStep } from "../steps/step.ts";
import type { Template } from "../texts/template.ts";
import type { Context, WorldSeen } from "./context.ts";
import type { Output } from "./output.ts";
import type { Action, Rest, StateConfig, Transition } from "./state.ts";

/** States that every machine has. Their names start with a sign that no section's name can hold. */
export const SHARED = {
  idle: "§idle",
  entry: "§entry",
  door: "§door",
  detour: "§detour",
  back: "§back",
  stuck: "§stuck",
  skip: "§skip",
  parked: "§parked",
  taken: "§taken",
  startOver: "§start_over",
  offer: "§offer",
  human: "§human",
} as const;

/** A state in which the talk waits for something. */
export interface Resting {
  /** Done on arrival, before it is known whether the talk rests here. */
  readonly enter?: readonly Action[];
  /** True when there is nothing to wait for: known or done already. */
  readonly passes?: (context: Context) => boolean;
  /** Where it goes then: tried in order. */
  readonly onward?: readonly Transition[];
  /** Put out on arrival, only when the talk does rest here. */
  readonly arrive?: readonly ((context: Context) => Output | undefined)[];
  /** What is remembered then. */
  readonly arrived?: (context: Context) => Context;
  readonly on?: { readonly [event: string]: readonly Transition[] };
  readonly rest: Omit<Rest, "section" | "scope">;
}

export interface WithHuman {
  /** The step to which the talk goes back, and where later replays begin; undefined: the step at which it rested. */
  readonly stepState: string | undefined;
  readonly onLeft: (context: Context) => Context;
  readonly onVanished: Transition;
}

/** What a verb uses to make its states. One builder a section. */
export interface Builder {
  /** The section's name; `anytime/<topic>` and `if_stuck` are sections of their own. */
  readonly section: string;
  /** True in a topic or in `if_stuck`: steps there stand between the talk and its open step. */
  readonly isDetour: boolean;
  add(state: string, config: StateConfig): void;
  /** Adds a state that waits, with doors, detours and the place for people taken care of. */
  addResting(state: string, resting: Resting): void;
  /** Adds a state in which a person owns the turn and the bot is silent. */
  addHuman(state: string, human: WithHuman): void;
  /**
   * Builds the sections of another playbook under a prefix of the step's place; `next` is where its `end` leads.
   * @returns the state in which it begins; undefined when there is no such playbook, or it runs itself
   */
  inline(step: RunStep, next: string): string | undefined;
  /** Prefix of the run that these steps belong to; empty outside of runs. */
  readonly scope: string;
  /** The run whose `if_stuck` serves these steps: one without its own falls back to the playbook around it. */
  readonly stuckScope: string;
  /** In a playbook that another one runs: where its `end` leads. */
  readonly returnsTo: string | undefined;
  /** State of the next round of the loop around these steps; undefined outside of loops. */
  readonly nextRound: string | undefined;
  /** The builder for the steps of a loop. */
  loop(nextRound: string): Builder;
  /** Builds the steps and gives the name of their first state; `next` when there are none. */
  block(steps: Block, next: string): string;
  question(name: string): Question;
  text(context: Context, template: Template): string;
  /** @param seen the world as the step first saw it; the present one without. */
  holds(context: Context, condition: Condition, seen?: WorldSeen): boolean;
  /** The answer, fact or variable of that name that counts here. */
  value(context: Context, path: readonly string[]): Value | undefined;
  /** State of a section's opening. */
  sectionState(name: string): string;
  endState(outcome: string): string;
  /** For coverage. */
  visit(key: string): Action;
  /** What every question hears besides its answer. */
  readonly questionEvents: (state: QuestionState) => { readonly [event: string]: readonly Transition[] };
  /** What is heard while the talk waits for a time or a service. */
  readonly pausedEvents: { readonly [event: string]: readonly Transition[] };
  /** Where in the value of this name questions find their choices, `[]` for the value itself: empty lists are failures. */
  choicesFed(name: string): readonly (readonly string[])[];
  /** What is heard once the talk is over. */
  readonly endedEvents: { readonly [event: string]: readonly Transition[] };
  /** What is heard while the talk waits for somebody. */
  readonly quietEvents: { readonly [event: string]: readonly Transition[] };
}

/** What the shared handling of a failed try must know about a question's state. */
export interface QuestionState {
  readonly key: string;
  /** The playbook's question that is skipped when `if_stuck` runs out; undefined for a built-in question. */
  readonly question: string | undefined;
  readonly sorry: Template | undefined;
  /** Where to go when the tries are used up; the playbook's `if_stuck` without. */
  readonly giveUp?: Transition;
  readonly onSkip: readonly Transition[];
  readonly why: Template | undefined;
}
