import type { Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";

/** Built into every playbook; authors may change wording and target under `anytime:`. */
export const BUILT_INS = [
  "human",
  "stop",
  "forget_me",
  "start_over",
  "skip",
  "repeat",
  "why",
  "are_you_a_bot",
  "my_data",
] as const;
export type BuiltIn = (typeof BUILT_INS)[number];

/** An answer found in a message. */
export interface Told {
  readonly question: string;
  readonly value: Value;
}

/** What a message means. `because` names the rule of the language that decided, for `explain` and the log of turns. */
export type Reading = { readonly because: string } & (
  | {
      /** An answer to the open question, and perhaps to others. */
      readonly is: "answer";
      readonly question: string;
      readonly value: Value;
      readonly also: readonly Told[];
    }
  | {
      /** Meant as an answer to the open question, and not taken: a bad address, a number out of bounds. */
      readonly is: "refused";
      readonly question: string;
      /** Index into the question's `check`; undefined when it is no answer of that kind at all. */
      readonly check: number | undefined;
    }
  | {
      /** A change of an earlier answer; without a value the question is put again. */
      readonly is: "change";
      readonly question: string;
      readonly value: Value | undefined;
    }
  | { readonly is: "built_in"; readonly name: BuiltIn }
  | {
      readonly is: "topic";
      readonly name: string;
      /** What the same message tells beside the topic ("I'm Ana, is my data safe?"), the open question included. */
      readonly also?: readonly Told[];
    }
  /** Answers to questions that are not open, told unasked. */
  | { readonly is: "told"; readonly also: readonly Told[] }
  /** About one of the topics, and no more can be said: the two likeliest, to ask back. */
  | { readonly is: "unsure"; readonly between: readonly TopicOffered[] }
  | { readonly is: "nothing" }
);

/** A topic that the visitor may have meant. */
export interface TopicOffered {
  readonly name: string;
  /** What people say for it, in words like the visitor's. */
  readonly says: string;
}

/** Why a message was read as it was. */
export interface Explanation {
  /** The reading that was taken; its `because` says why. */
  readonly reading: Reading;
  /** The rule of the language that decided, such as "5 topic". */
  readonly rule: string;
  /** What the next rule in the order would have made of the message; undefined where no other would have taken it. */
  readonly runnerUp: { readonly rule: string; readonly reading: Reading } | undefined;
  /** What each rule in the order of the language made of it. */
  readonly rules: readonly { readonly rule: string; readonly because: string | undefined }[];
  /** The topics, the likeliest first. */
  readonly topics: readonly {
    readonly name: string;
    /** 0 to 1; all topics together are 1. */
    readonly probability: number;
    /** What people say for it that lies nearest to the message. */
    readonly nearest: string;
  }[];
}

/** Where the talk rests when a message comes. */
export interface Situation {
  /** The question that is put, if one is. */
  readonly open: Question | undefined;
  /** Answers that count now: the ones that a correction may change. */
  readonly known: ReadonlyMap<string, Value>;
}

/**
 * What the words of visitors mean to one playbook. Pure; made once for a playbook and kept.
 * A better reader (a classifier, a model) takes the place of this one behind the same call.
 */
export interface Understanding {
  read(text: string, situation: Situation): Reading;
  /** The same reading, with all that was weighed. Costs more than `read`. */
  explain(text: string, situation: Situation): Explanation;
  /** What training its classifier finds out, to be kept with the version; undefined where there is nothing to train. */
  trained(): string | undefined;
}
