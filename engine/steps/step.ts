import type { Condition, Value } from "../conditions/condition.ts";
import type { Formula } from "../conditions/formula.ts";
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
  /** A list that the answer is added to; undefined without `add_to:`. */
  readonly addTo: string | undefined;
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
    readonly to: { readonly value: Value } | { readonly template: Template } | { readonly formula: Formula };
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

/** What the checks must know of a step that holds others, gives names or has texts. */
interface Compound extends AnyStep {
  readonly ifFails: Block | undefined;
  /** Blocks inside it (the paths of a `split`, the `do` of a loop), in file order. */
  readonly inside: readonly Block[];
  /** Names that have a value once it was carried out: `save_as`, the name of a loop's item. */
  readonly gives: readonly string[];
  /** Texts that it sends or says. */
  readonly texts: readonly Template[];
}

/** `"{{ email }}"` alone is the answer with its kind; anything else is itself, and lists and maps hold the same. */
export type SentValue =
  | { readonly value: Value }
  | { readonly template: Template }
  | { readonly list: readonly SentValue[] }
  | { readonly map: readonly { readonly name: string; readonly value: SentValue }[] };

export interface CallStep extends Compound {
  readonly verb: "call";
  /** An entry of services.yml, such as "crm.create_task". */
  readonly service: string;
  readonly send: readonly { readonly name: string; readonly value: SentValue }[];
  readonly saveAs: string | undefined;
  /** Over all tries; undefined: the default of 20 seconds. */
  readonly giveUpAfter: Span | undefined;
  /** Key of the call step that must have changed for a service that changes something to be called again. */
  readonly ifChanged: string | undefined;
}

export interface ForEachStep extends Compound {
  readonly verb: "for_each";
  /** Name of a list, perhaps with dots. */
  readonly list: readonly string[];
  readonly as: string;
}

export interface RepeatStep extends Compound {
  readonly verb: "repeat";
  /** At most 100. */
  readonly upTo: number;
  readonly askFirst: Template | undefined;
}

/** Ends this round of the loop around it. */
export interface SkipStep extends Compound {
  readonly verb: "skip";
}

export interface SplitStep extends Compound {
  readonly verb: "split";
  readonly test: string;
  /** In the order of `inside`. Shares are weights, whole or not. */
  readonly paths: readonly { readonly name: string; readonly share: number }[];
}

export interface WaitStep extends Compound {
  readonly verb: "wait";
  readonly span: Span;
}

export interface TellStep extends Compound {
  readonly verb: "tell";
  readonly team: string;
  readonly message: Template;
}

export interface TagStep extends Compound {
  readonly verb: "tag";
  readonly tags: readonly string[];
}

export interface AskAgainStep extends Compound {
  readonly verb: "ask_again";
  readonly question: string;
}

/** Another playbook, built into this one. */
export interface RunStep extends Compound {
  readonly verb: "run";
  readonly playbook: string;
  /** The section in which it begins. */
  readonly from: string;
  readonly with: readonly { readonly theirs: string; readonly ours: string }[];
}

/**
 * A verb of the language that this version cannot carry out yet. The playbook loads with a warning; the talk takes
 * `if_fails` here, and without one it is parked for a person.
 */
export interface LaterStep extends Compound {
  readonly verb: "book";
}

export type CompoundStep =
  | CallStep
  | ForEachStep
  | RepeatStep
  | SkipStep
  | SplitStep
  | WaitStep
  | TellStep
  | TagStep
  | AskAgainStep
  | RunStep
  | LaterStep;

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
  | CompoundStep;

export type Verb = Step["verb"];
