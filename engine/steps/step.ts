import type { Condition, Value } from "../conditions/condition.ts";
import type { Place } from "../problems/problem.ts";
import type { Template } from "../texts/template.ts";
import type { Span } from "../time/span.ts";

interface AnyStep {
  /**
   * The step's name, stable over edits elsewhere: a question by its name; `say`, `show`, `tell` by section, verb and hash
   * of the text; `call`, `handoff`, `run` by section, verb and target; others by section and verb; the second equal key
   * of a section carries `#2`; or the author's `id:`. Unique in a playbook, and never holds a dot: it is the name of the
   * step's state.
   */
  readonly key: string;
  readonly at: Place;
}

export type Block = readonly Step[];

export interface SayStep extends AnyStep {
  readonly verb: "say";
  readonly text: Template;
}

export interface SayOneOfStep extends AnyStep {
  readonly verb: "say_one_of";
  readonly texts: readonly Template[];
}

export interface CardButton {
  readonly label: Template;
  readonly link: Template;
}

export interface Card {
  readonly title: Template | undefined;
  readonly text: Template | undefined;
  readonly image: Template | undefined;
  readonly file: string | undefined;
  readonly buttons: readonly CardButton[];
}

/** `show: { link, label }` and `show: { file, label }` are read into one card. */
export interface ShowStep extends AnyStep {
  readonly verb: "show";
  readonly cards: readonly Card[];
}

/** `ask: [name, email]` is read into one step a question. */
export interface AskStep extends AnyStep {
  readonly verb: "ask";
  readonly question: string;
}

export interface Branch {
  readonly when: Condition;
  readonly do: Block;
  readonly at: Place;
}

export interface ChooseStep extends AnyStep {
  readonly verb: "choose";
  readonly branches: readonly Branch[];
  readonly otherwise: Block;
}

export interface IfStep extends AnyStep {
  readonly verb: "if";
  readonly when: Condition;
  readonly then: Block;
  /** Empty when the author wrote no `else:`. */
  readonly else: Block;
}

export interface GotoStep extends AnyStep {
  readonly verb: "goto";
  readonly section: string;
  /** Only the marks of the new round are new, not its answers. */
  readonly keepAnswers: boolean;
}

export interface HandoffStep extends AnyStep {
  readonly verb: "handoff";
  readonly team: string;
  readonly message: Template | undefined;
  readonly note: Template | undefined;
  /** Counted in the team's business hours. */
  readonly answerWithin: Span;
  readonly whileWaiting: readonly { readonly after: Span; readonly say: Template }[];
  readonly ifNobody: Block;
  /** Empty when the author wrote none: the talk goes on at the next step. */
  readonly whenBack: Block;
}

/** In `set:` a bare text is a text, a number a number, and `"{{ email }}"` alone the answer with its kind. */
export interface SetStep extends AnyStep {
  readonly verb: "set";
  readonly values: readonly {
    readonly name: string;
    readonly to: { readonly value: Value } | { readonly template: Template };
  }[];
}

export interface ChangeAnswerStep extends AnyStep {
  readonly verb: "change_answer";
  readonly questions: readonly string[];
}

export interface EndStep extends AnyStep {
  readonly verb: "end";
  readonly outcome: string;
}

export const LATER_VERBS = [
  "run",
  "call",
  "split",
  "for_each",
  "repeat",
  "skip",
  "wait",
  "tell",
  "tag",
  "ask_again",
  "book",
] as const;

/**
 * A verb of the language that this version cannot carry out yet. The playbook loads with a warning; the talk takes
 * `if_fails` here, and without one it is parked for a person.
 */
export interface LaterStep extends AnyStep {
  readonly verb: (typeof LATER_VERBS)[number];
  readonly ifFails: Block | undefined;
  /** Blocks inside it (the paths of a `split`, the `do` of a loop), in file order: read and checked, not carried out. */
  readonly inside: readonly Block[];
  /** Names that have a value once it was carried out: `save_as`, the name of a loop's item. */
  readonly gives: readonly string[];
  /** Texts that it would send or say. */
  readonly texts: readonly Template[];
}

export type Step =
  | SayStep
  | SayOneOfStep
  | ShowStep
  | AskStep
  | ChooseStep
  | IfStep
  | GotoStep
  | HandoffStep
  | SetStep
  | ChangeAnswerStep
  | EndStep
  | LaterStep;

export type Verb = Step["verb"];
