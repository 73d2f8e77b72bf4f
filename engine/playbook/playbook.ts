import type { Grades, ScoreRule } from "../lead/score.ts";
import type { Place } from "../problems/problem.ts";
import type { Question } from "../questions/question.ts";
import type { Block } from "../steps/step.ts";
import type { Template, Tone } from "../texts/template.ts";
import type { WeekHours } from "../time/hours.ts";
import type { Span } from "../time/span.ts";

export interface Section {
  readonly name: string;
  readonly steps: Block;
  /** How the bot speaks in it; the site's tone without. */
  readonly tone?: Tone | undefined;
  readonly at: Place;
}

/** One entry of `anytime:`. A built-in's name (`human`, `stop`, …) without `people_say` changes only where it leads. */
export interface Topic {
  readonly name: string;
  readonly peopleSay: readonly string[];
  readonly reply: Template | undefined;
  readonly do: Block;
  readonly goto: string | undefined;
  readonly tone?: Tone | undefined;
  readonly at: Place;
}

export interface Nudge {
  /** Counted from the visitor's last message. */
  readonly after: Span;
  readonly on: readonly ("web" | "email")[];
  readonly say: Template | undefined;
  readonly end: string | undefined;
  readonly at: Place;
}

/** One line of `start_when:`. All that it names must hold. */
export interface StartRule {
  /** Globs over the path of the page, such as "/pricing*". */
  readonly page: readonly string[];
  readonly event: string | undefined;
  readonly after: Span | undefined;
  readonly on: readonly ("web" | "email")[];
  /** Our name to theirs: facts taken from the event. */
  readonly give: readonly { readonly ours: string; readonly theirs: string }[];
  readonly notSeenFor: Span | undefined;
  /** What must be so of the visit; the values of one name are "any of them", and `*` stands for anything. */
  readonly visit?: readonly { readonly name: VisitName; readonly values: readonly string[] }[];
  /** When it may start, on the clock of the site; undefined: at all hours. */
  readonly hours?: WeekHours | undefined;
  /** Teams of which one must be open; empty: none. */
  readonly open?: readonly { readonly name: string; readonly at: Place }[];
  /** The higher one goes first; 0 without. */
  readonly priority?: number;
  readonly at: Place;
}

/** What a start rule may ask of a visit. */
export const VISIT_NAMES = ["campaign", "referrer", "returning", "country", "language"] as const;
export type VisitName = (typeof VISIT_NAMES)[number];

export interface Promises {
  readonly endsIn: readonly string[];
  readonly before: readonly { readonly asked: string; readonly known: string; readonly at: Place }[];
  readonly atMostQuestions: number | undefined;
  readonly everyHandoffCanFallBack: boolean;
  readonly at: Place;
}

/** A playbook that was read without errors. It can only be had from `readPlaybook`. */
export interface Playbook {
  readonly name: string;
  readonly title: string;
  readonly language: string;
  readonly alsoIn: readonly string[];
  /** Where these languages stand, if there are any. */
  readonly alsoInAt?: Place;
  readonly file: string;
  readonly startWhen: readonly StartRule[];
  /** Where one of these holds it does not start by itself. */
  readonly notWhen?: readonly StartRule[];
  readonly questions: ReadonlyMap<string, Question>;
  readonly score: readonly ScoreRule[];
  readonly grades: Grades | undefined;
  readonly lead: {
    readonly uniqueBy: string | undefined;
    /** Name in the lead record to name of the answer, in file order. */
    readonly fields: readonly { readonly theirs: string; readonly ours: string }[];
  };
  /** In file order; `start` is always there. */
  readonly sections: ReadonlyMap<string, Section>;
  readonly topics: readonly Topic[];
  readonly ifSilent: readonly Nudge[];
  readonly ifStuck: { readonly tries: number; readonly do: Block } | undefined;
  readonly promises: Promises | undefined;
  readonly whenChanged: "move" | "finish_old";
  /** Old name to new name of questions. */
  readonly renamed: ReadonlyMap<string, string>;
}
