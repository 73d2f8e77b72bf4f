import type { Builder } from "../machine/builder.ts";
import type { SourceNode } from "../problems/source-node.ts";
import type { Step, Verb } from "./step.ts";
import type { StepReader } from "./step-reader.ts";

/** One verb: the keys that its step may have, how it is read, and the states it becomes. */
export interface VerbDefinition<S extends Step = Step> {
  readonly verb: Verb;
  /** JSON Schema of each key, the verb's own first. */
  readonly keys: Readonly<Record<string, object>>;
  /** Gives no step for what is not readable. */
  read(raw: SourceNode, reader: StepReader): readonly S[];
  /** Adds the states of one step. `next` is where the talk goes after it. */
  state(step: S, next: string, b: Builder): void;
}
