import type { Builder } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { withWalk } from "../machine/memory.ts";
import { change, type Transition, when } from "../machine/state.ts";
import { child, numberOf, textOf } from "../problems/source-node.ts";
import { partsOf } from "./compound.ts";
import { spread } from "./hash.ts";
import { block, name, number } from "./key-schemas.ts";
import type { SplitStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const path = {
  type: "object",
  properties: { name, share: number, do: block },
  required: ["name", "do"],
  additionalProperties: false,
  description: "a path like { name: plain, share: 50, do: […] }",
};

/** `- split: opening_test` with `paths:`: an A/B test; a person always stays on the same side. */
export const split: VerbDefinition<SplitStep> = {
  verb: "split",
  keys: { split: name, paths: { type: "array", minItems: 2, items: path, description: "a list of paths" } },
  read(raw, reader) {
    const test = textOf(child(raw, "split"));
    if (test === undefined) return [];
    const items = child(raw, "paths")?.items ?? [];
    const key = reader.key(raw, "split", test);
    const paths = items.map((item, index) => ({
      name: textOf(child(item, "name")) ?? String(index + 1),
      share: Math.max(0, numberOf(child(item, "share")) ?? 1),
    }));
    const inside = items.map((item) => reader.block(child(item, "do")));
    return [{ verb: "split", key, at: raw.at, test, paths, ...partsOf({ inside }) }];
  },
  state: splitState,
};

/** No dice: a hash of visitor and test, so that a replay takes the same side. */
function splitState(step: SplitStep, next: string, b: Builder): void {
  const total = step.paths.reduce((sum, { share }) => sum + share, 0);
  const bounds = step.paths.map((_, index) =>
    step.paths.slice(0, index + 1).reduce((sum, { share }) => sum + share, 0),
  );
  const place = (context: Context) => spread(`${context.portable.visitor}/${step.test}`) * total;
  const takes = (taken: number): Omit<Transition, "guard"> => ({
    target: b.block(step.inside[taken] ?? [], next),
    actions: [
      b.visit(`${step.key}/${step.paths[taken]?.name ?? taken}`),
      change((context) =>
        withWalk(context, { vars: { ...context.walk.vars, [step.test]: step.paths[taken]?.name ?? "" } }),
      ),
    ],
  });
  const last = step.paths.length - 1;
  b.add(step.key, {
    entry: [b.visit(step.key)],
    always: [
      ...step.paths.slice(0, last).map(
        (_, index): Transition => ({
          guard: when((context) => place(context) < (bounds[index] ?? 0)),
          ...takes(index),
        }),
      ),
      takes(last),
    ],
  });
}
