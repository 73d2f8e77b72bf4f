import { assign } from "xstate";
import type { Question } from "../questions/question.ts";
import type { Tone } from "../texts/template.ts";
import type { Span } from "../time/span.ts";
import type { Context } from "./context.ts";
import type { MachineEvent } from "./event.ts";
import type { Output } from "./output.ts";

interface Moment {
  readonly context: Context;
  readonly event: MachineEvent;
}

export type Guard = (moment: Moment) => boolean;

/** An action of XState: either a change of the context or something to put out. Opaque to the verbs. */
export type Action = ReturnType<typeof assignContext> | { readonly type: "out"; readonly params: OutputOf };
type OutputOf = (moment: Moment) => { readonly output: Output | undefined };

export interface Transition {
  readonly guard?: Guard;
  readonly target?: string;
  readonly actions?: readonly Action[];
}

/** A clock that a resting state wants. Its key in the conversation's rows gets the step and round added. */
export interface WantedClock {
  readonly clock: string;
  readonly index: number;
  /** Undefined: until the team closes. */
  readonly span: Span | "default_answer_within" | undefined;
  /** silence: counted from the visitor's last message; arrival: from when the state first wanted it. */
  readonly from: "arrival" | "silence";
  /** Counted in this team's business hours. */
  readonly hoursOf: string | undefined;
}

/** What a resting state tells the turn about itself. */
export interface Rest {
  readonly status: "bot" | "waiting" | "human" | "ended" | "parked";
  /** The section, for people. */
  readonly section: string;
  /** Prefix of the run that it belongs to: there the topics of the playbook that is run are heard. */
  readonly scope: string;
  /** The question that is put here; for built-in ones a question that no file declares. */
  readonly question: Question | undefined;
  /** True when the question belongs to the playbook, so that its answer can be changed later. */
  readonly declared: boolean;
  readonly clocks: readonly WantedClock[];
  readonly outcome: string | undefined;
  /** The tone of its section; the site's without. */
  readonly tone?: Tone;
  readonly team: string | undefined;
}

/** Of a state that says nothing of itself. */
export const BARE_REST: Rest = {
  status: "bot",
  section: "",
  scope: "",
  question: undefined,
  declared: false,
  clocks: [],
  outcome: undefined,
  team: undefined,
};

export interface StateConfig {
  readonly entry?: readonly Action[];
  readonly always?: readonly Transition[];
  readonly on?: { readonly [event: string]: readonly Transition[] };
  readonly meta?: Rest;
  readonly tags?: readonly string[];
}

const assignContext = (change: (moment: Moment) => Context) =>
  assign<Context, MachineEvent, undefined, MachineEvent, never>((moment) => change(moment));

/** Changes the machine's memory. */
export function change(next: (context: Context, event: MachineEvent) => Context): Action {
  return assignContext(({ context, event }) => next(context, event));
}

/** Puts something out, unless `output` gives undefined. */
export function emit(output: (context: Context, event: MachineEvent) => Output | undefined): Action {
  return { type: "out", params: ({ context, event }) => ({ output: output(context, event) }) };
}

export function when(test: (context: Context, event: MachineEvent) => boolean): Guard {
  return ({ context, event }) => test(context, event);
}

/** The event of this type that the transition is for. A transition under `on` sees no other. */
export function eventOf<T extends MachineEvent["type"]>(
  event: MachineEvent,
  type: T,
): Extract<MachineEvent, { type: T }> {
  if (event.type !== type) throw new Error(`a transition for ${type} met ${event.type}`);
  return event as Extract<MachineEvent, { type: T }>;
}
