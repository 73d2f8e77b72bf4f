import type { Value } from "../conditions/condition.ts";
import { workOut } from "../conditions/formula.ts";
import type { Builder } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { withWalk } from "../machine/memory.ts";
import { change } from "../machine/state.ts";
import { child } from "../problems/source-node.ts";
import { anyMap } from "./key-schemas.ts";
import { sentBySlot } from "./sent-value.ts";
import type { SetStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- set: { plan: free, contact: "{{ email }}", price: { formula: seats * 19.5 } }` */
export const set: VerbDefinition<SetStep> = {
  verb: "set",
  keys: { set: anyMap },
  read(raw, reader) {
    const node = child(raw, "set");
    if (node?.kind !== "map") return [];
    reader.gives(node);
    const values = [...node.entries.values()].flatMap(({ key, value }): SetStep["values"] => {
      const written = value.entries.size === 1 ? child(value, "formula") : undefined;
      if (written !== undefined) {
        const formula = reader.formula(written);
        return formula === undefined ? [] : [{ name: key, to: { formula } }];
      }
      const [template] = reader.values(value);
      const isTemplate = typeof value.json === "string" && template !== undefined;
      return [{ name: key, to: isTemplate ? { template } : { value: value.json } }];
    });
    return [{ verb: "set", key: reader.key(raw, "set"), at: raw.at, values }];
  },
  state: setState,
};

/** Worked out anew on every walk, without a mark. `"{{ email }}"` alone gives the answer with its kind. */
function setState(step: SetStep, next: string, b: Builder): void {
  b.add(step.key, {
    entry: [
      b.visit(step.key),
      ...step.values.map(({ name, to }) =>
        change((context) => {
          const value = valueToSet(to, context, b);
          return withWalk(context, { vars: { ...context.walk.vars, [name]: value } });
        }),
      ),
    ],
    always: [{ target: next }],
  });
}

function valueToSet(to: SetStep["values"][number]["to"], context: Context, b: Builder): Value {
  if ("value" in to) return to.value;
  if ("template" in to) return sentBySlot(to.template, context, b);
  return workOut(to.formula, (name) => b.value(context, [name])) ?? null;
}
