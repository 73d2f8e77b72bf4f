import type { Place } from "../problems/problem.ts";
import type { LineChange } from "./line-change.ts";

/** A line of a file. */
export interface FilePlace {
  readonly file: string;
  readonly at: Place;
}

/** Why a conversation did not go as its author expects. */
export interface Failure {
  /** The first difference, in a sentence. */
  readonly message: string;
  /** The line of the test that did not hold. */
  readonly place: FilePlace;
  /** The step at which the talk rested then, where it is known. */
  readonly step: (FilePlace & { readonly key: string }) | undefined;
  /** What was said until then; the first line that differs is marked. */
  readonly transcript: readonly { readonly line: string; readonly marked: boolean }[];
}

export interface ConversationResult {
  readonly name: string;
  readonly playbook: string;
  readonly place: FilePlace;
  readonly failure: Failure | undefined;
  /** Lines of the bot that differ; only while recording, where they are no failure. */
  readonly changes: readonly LineChange[];
}

/** How much of one playbook the conversations of a run walked. */
export interface Coverage {
  readonly playbook: string;
  readonly steps: Share;
  /**
   * Both sides of every branch, every topic, `if_nobody`, `when_back`, `if_fails`, `if_stuck`, nudge and line of
   * `while_waiting`.
   */
  readonly branches: Share;
  /** Named by a test file, and not reached. */
  readonly belowFloor: readonly string[];
}

export interface Share {
  readonly walked: number;
  readonly all: number;
  /** Whole percent, rounded down; 100 when there is nothing to walk. */
  readonly percent: number;
  readonly missing: readonly (FilePlace & { readonly what: string })[];
}

export interface TestRun {
  readonly conversations: readonly ConversationResult[];
  readonly coverage: readonly Coverage[];
  /** Every conversation held and no coverage is below its floor. */
  readonly passed: boolean;
}
