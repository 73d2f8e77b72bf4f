import { type SourceNode, textOf } from "../problems/source-node.ts";
import type { CompoundStep } from "./step.ts";

type Parts = Pick<CompoundStep, "ifFails" | "inside" | "gives" | "texts">;

/** What the checks know of a step: nothing, unless it says so. */
export function partsOf(parts: Partial<Parts> = {}): Parts {
  return { ifFails: undefined, inside: [], gives: [], texts: [], ...parts };
}

/** The name that a step gives a value, as a list for `gives`. */
export function givenBy(node: SourceNode | undefined): readonly string[] {
  const name = textOf(node);
  return name === undefined ? [] : [name];
}
