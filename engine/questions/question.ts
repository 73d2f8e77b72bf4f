import type { Value } from "../conditions/condition.ts";
import type { Place } from "../problems/problem.ts";
import type { Template } from "../texts/template.ts";
import type { Span } from "../time/span.ts";

export type AnswerKind =
  | "text"
  | "long_text"
  | "name"
  | "number"
  | "money"
  | "email"
  | "work_email"
  | "phone"
  | "url"
  | "date"
  | "time"
  | "yes_no"
  | "rating"
  | "file"
  | "consent"
  | "choice";

export interface Choice {
  readonly label: string;
  /** The other words people use for it. */
  readonly also: readonly string[];
  /** What people see in other languages, by language; the answer keeps `label`. */
  readonly labels?: { readonly [language: string]: string };
}

/** One line of `check:`; the answer is refused when the test fails, with the line's own `sorry`. */
export interface Check {
  readonly operator:
    | "over"
    | "under"
    | "at_least"
    | "at_most"
    | "between"
    | "is_not"
    | "looks_like"
    | "pattern";
  readonly value: Value;
  readonly sorry: Template | undefined;
  readonly at: Place;
}

/** Everything that belongs to one question, declared once. */
export interface Question {
  readonly name: string;
  readonly ask: Template;
  readonly kind: AnswerKind;
  /** Empty unless `kind` is "choice". */
  readonly choices: readonly Choice[];
  /** Where the choices come from instead: a list of items, and the field of an item that people see. */
  readonly choicesFrom?: { readonly list: string; readonly show: string | undefined } | undefined;
  readonly pick: "one" | "many";
  readonly optional: boolean;
  readonly check: readonly Check[];
  readonly sorry: Template | undefined;
  readonly why: Template | undefined;
  /** The word for it in a sentence ("Changed team size to 3."). */
  readonly called: string;
  /** The same in other languages, by language. */
  readonly calledAlso?: { readonly [language: string]: string };
  /** Lowest and highest rating; undefined for other kinds. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Never logged, and not shown to reps. */
  readonly private: boolean;
  /** How long the answer is kept for the visitor's next conversations; undefined: not beyond this one. */
  readonly remember?: Span | undefined;
  /** The purpose that the visitor must have agreed to before the answer is read. */
  readonly needsConsent?: string | undefined;
  /** What a consent is for; only with the kind "consent". */
  readonly purposes?: readonly string[];
  /** False: only conduct, buttons, built-ins and answers are heard while it is open. */
  readonly topics: boolean;
  readonly at: Place;
}
