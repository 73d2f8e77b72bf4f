import type { Builder } from "../machine/builder.ts";
import { withWalk } from "../machine/memory.ts";
import { change } from "../machine/state.ts";
import { child } from "../problems/source-node.ts";
import { anyMap } from "./key-schemas.ts";
import { sentBySlot } from "./sent-value.ts";
import type { SetStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- set: { plan: free, contact: "{{ email }}" }` */
export const set: VerbDefinition<SetStep> = {
  verb: "set",
  keys: { set: anyMap },
  read(raw, reader) {
    const node = child(raw, "set");
    if (node?.kind !== "map") return [];
    reader.gives(node);
    const values = [...node.entries.values()].flatMap(({ key, value }) => {
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
          const value = "value" in to ? to.value : sentBySlot(to.template, context, b);
          return withWalk(context, { vars: { ...context.walk.vars, [name]: value } });
        }),
      ),
    ],
    always: [{ target: next }],
  });
}
