import type { Value } from "../conditions/condition.ts";
import type { Tone } from "../texts/template.ts";

/** An answer as it is kept. */
export interface Kept {
  readonly question: string;
  /** Null when the visitor skipped the question: it is not asked again and is not known. */
  readonly value: Value;
  /** given: a fact from outside. told: unasked, or to a topic; a fact at once. asked: counts only while its question is on the path. */
  readonly source: "asked" | "told" | "given";
  /** The section whose `ask` collected it; empty for a fact from outside or told unasked. */
  readonly section: string;
  /** The round of that section, from 1. */
  readonly round: number;
  /** The round of the loops around that `ask`; empty outside of loops. */
  readonly loop: string;
  /** A rep wrote the value, not the visitor. Missing: it is the visitor's, or the site's. */
  readonly edited?: Edited;
}

/** Who put a value in place of what was said, and when. */
export interface Edited {
  /** The rep's name. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What the world was when a step first looked at it. */
export interface WorldSeen {
  /** Teams that are open. */
  readonly open: readonly string[];
  /** Teams with somebody online. */
  readonly online: readonly string[];
  /** Hour of the day in the site's zone, 0 to 23. */
  readonly hour: number;
}

/** What became of a step that was done. */
export interface Mark {
  readonly done: boolean;
  readonly world?: WorldSeen;
  /** Of a handoff. */
  readonly result?: "back" | "nobody" | "closed";
  /** Which variant of `say_one_of` was said. */
  readonly variant?: number;
  /** What was answered to `ask_first` of a loop. */
  readonly answer?: boolean;
}

/** A loop that the walk is in. */
export interface Loop {
  /** The step's key. */
  readonly key: string;
  /** From 0. */
  readonly index: number;
  /** What `for_each` goes through; null for `repeat`, which only counts. */
  readonly items: readonly Value[] | null;
}

/** What a call has come to. */
export interface CallResult {
  /** Id of the call: step, round and what was sent. */
  readonly id: string;
  /** Null while no answer has come. */
  readonly ok: boolean | null;
  readonly data: Value;
  /** It went well in another version of the playbook: it stands, whatever this version would send. */
  readonly carried?: boolean;
}

/** How a resting step was left by something else than its own exit. */
export type Door =
  | { readonly to: "section"; readonly section: string }
  | { readonly to: "end"; readonly outcome: string }
  /** Out of a playbook that another one runs, back to that one. */
  | { readonly to: "return"; readonly state: string };

/** Something that stands between the talk and its open step, and goes back to it: the last one is the open one. */
export type Detour =
  | { readonly is: "topic"; readonly name: string; readonly visit: number }
  /** `scope`: prefix of the run whose `if_stuck` it is; empty for the playbook's own. */
  | {
      readonly is: "stuck";
      readonly scope: string;
      readonly visit: number;
      readonly skips: SkippedQuestion | null;
    }
  /** `marks`: the step that is done once the change is made. `asks`: a rep had it asked, so nothing is said to be changed. */
  | { readonly is: "change"; readonly question: string; readonly marks: string | null; readonly asks?: true }
  | { readonly is: "start_over" }
  /** A rep had the visitor asked whether to go on at this section, in these words. */
  | { readonly is: "offer"; readonly section: string; readonly text: string };

/** The question that counts as skipped when `if_stuck` runs out. */
export interface SkippedQuestion {
  readonly section: string;
  readonly round: number;
  readonly loop: string;
  readonly question: string;
}

/** Where a replay begins. After a human has spoken it is the step behind, with what the walk had gathered by then. */
export interface EntryPoint {
  /** A section's name, or the name of a resting state. */
  readonly state: string;
  readonly base: Walk | null;
}

/** What a visitor was asked to agree to, and what they said: a proof, never changed, only followed by another. */
export interface ConsentProof {
  /** The question; empty for the consent that opens the chat. */
  readonly question: string;
  readonly purposes: readonly string[];
  /** False: refused, or withdrawn. */
  readonly given: boolean;
  /** The words as they were shown. */
  readonly text: string;
  /** Of these words, such as "de". */
  readonly language: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly playbook: string;
  /** Hash of the playbook's version. */
  readonly version: string;
  /** Path of the page where the conversation began; undefined where none was told. */
  readonly page: string | undefined;
}

/** What survives a replay and a new version of the playbook. Plain JSON. */
export interface Portable {
  readonly visitor: string;
  readonly entry: EntryPoint;
  readonly answers: readonly Kept[];
  readonly facts: { readonly [name: string]: Value };
  readonly marks: { readonly [step: string]: Mark };
  readonly results: { readonly [step: string]: CallResult };
  readonly doors: { readonly [step: string]: Door };
  /** Failed tries by step. */
  readonly tries: { readonly [step: string]: number };
  readonly detours: readonly Detour[];
  /** How often each topic, and `if_stuck`, was entered. */
  readonly visits: { readonly [detour: string]: number };
  /** Sections to which `if_stuck` has led. */
  readonly stuckTo: readonly string[];
  /** Where the talk goes on after a person who was asked for at any time gave it back. */
  readonly resume: EntryPoint | null;
  /** Wordings said, by step: kept when the visitor starts over, so that none is heard twice. */
  readonly variants: { readonly [step: string]: readonly number[] };
  /** Every yes and no to a consent, oldest first. Missing in conversations of older releases. */
  readonly consents?: readonly ConsentProof[];
  /** Grows when the visitor starts over. */
  readonly epoch: number;
  /** The first entry point: where "start over" goes. */
  readonly start: string;
}

/** The present walk from the entry point: rebuilt by each replay. */
export interface Walk {
  /** Visits of each section so far. `answers` is the round whose answers count there. */
  readonly rounds: { readonly [section: string]: { readonly visit: number; readonly answers: number } };
  /** Index in `answers` of the answer that each question on the path has now. */
  readonly path: { readonly [question: string]: number };
  readonly vars: { readonly [name: string]: Value };
  readonly tags: readonly string[];
  /** Loops that the walk is in, the innermost last. */
  readonly loops: readonly Loop[];
  /** Step (with round) at which the talk rests: doors are kept by it. */
  readonly rest: string;
  /** State of that step. */
  readonly restState: string;
  /** The next section visited keeps the answers of its last round. */
  readonly keepAnswers: boolean;
}

/** The machine's whole memory. Plain JSON, so that any store can hold it. */
export interface Context {
  readonly portable: Portable;
  readonly walk: Walk;
  /** Given anew with each event. */
  readonly world: WorldSeen;
  /** Failed tries that lead to `if_stuck` where the playbook does not say. Given anew with each event. */
  readonly tries: number;
  /** How the bot speaks where a section does not say. Given anew with each event. */
  readonly tone: Tone;
  /** Services that change something where they are called. Given anew with each event. */
  readonly changing: readonly string[];
  /** Facts about the page and the visit, given with `begin`. */
  readonly page: { readonly [name: string]: Value };
  /** Why the talk is parked. */
  readonly parkedBecause: string | null;
}

export const EMPTY_WALK: Walk = {
  rounds: {},
  path: {},
  vars: {},
  tags: [],
  loops: [],
  rest: "",
  restState: "",
  keepAnswers: false,
};

/** The machine's memory before `begin`. */
export const EMPTY_CONTEXT: Context = {
  portable: {
    visitor: "",
    entry: { state: "start", base: null },
    answers: [],
    facts: {},
    marks: {},
    results: {},
    doors: {},
    tries: {},
    detours: [],
    visits: {},
    stuckTo: [],
    resume: null,
    variants: {},
    epoch: 0,
    start: "start",
  },
  walk: EMPTY_WALK,
  world: { open: [], online: [], hour: 0 },
  tries: 3,
  tone: "plain",
  changing: [],
  page: {},
  parkedBecause: null,
};

/** Own property or undefined: names come from authors, and `toString` is a name like any other. */
export function own<T>(record: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
