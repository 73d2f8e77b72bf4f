import type { Builder } from "../machine/builder.ts";
import { partsOf } from "./compound.ts";
import type { SkipStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- skip: round`: ends this round of the loop around it. */
export const skip: VerbDefinition<SkipStep> = {
  verb: "skip",
  keys: { skip: { enum: ["round"], description: "the word round" } },
  read: (raw, reader) => [{ verb: "skip", key: reader.key(raw, "skip"), at: raw.at, ...partsOf() }],
  state: skipState,
};

/** Outside of a loop there is no round to end: the talk goes on. */
function skipState(step: SkipStep, next: string, b: Builder): void {
  b.add(step.key, { entry: [b.visit(step.key)], always: [{ target: b.nextRound ?? next }] });
}
