import type { Condition } from "../conditions/condition.ts";
import type { Formula } from "../conditions/formula.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import type { SourceNode } from "../problems/source-node.ts";
import type { Template } from "../texts/template.ts";
import type { Span } from "../time/span.ts";
import type { Block, Verb } from "./step.ts";

/**
 * What a verb needs to read its step. It is made anew for each section, whose name begins the keys of its steps.
 * Each call notes what the step uses, so that names are checked once for the whole file.
 */
export interface StepReader {
  readonly problems: ProblemList;
  /** A key for this step: section, verb and detail, with `#2` for the second equal one; or the author's `id:`. */
  key(raw: SourceNode, verb: Verb, detail?: string): string;
  /** A text; where it differs by tone, the plain one. Undefined when the file has none that can be read. */
  text(node: SourceNode | undefined): Template | undefined;
  condition(node: SourceNode): Condition;
  /** A formula; undefined when it cannot be read. */
  formula(node: SourceNode): Formula | undefined;
  span(node: SourceNode | undefined): Span | undefined;
  /** The steps of a list; empty where there is none. */
  block(node: SourceNode | undefined): Block;
  /** Notes that the file names a question, a section, or any answer or fact here. */
  uses(what: "question" | "section" | "name", node: SourceNode | undefined): void;
  /** Notes that the file calls a service here. */
  usesService(node: SourceNode): void;
  /** Notes a name that this step gives a value. */
  gives(node: SourceNode | undefined): void;
  /** Notes that a step lacks a part, so that what follows from its paths is not told as well. */
  incomplete(): void;
  /** Every text inside `send:` and `set:`; a bare one that is the name of an answer is an error. */
  values(node: SourceNode | undefined): readonly Template[];
}
