import type { Builder } from "../machine/builder.ts";
import { child } from "../problems/source-node.ts";
import { branching } from "./branching.ts";
import { block, condition } from "./key-schemas.ts";
import type { IfStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- if:` with `then:` and perhaps `else:`. */
export const ifStep: VerbDefinition<IfStep> = {
  verb: "if",
  // biome-ignore lint/suspicious/noThenProperty: the language's own word; nobody awaits a step.
  keys: { if: condition, then: block, else: block },
  read(raw, reader) {
    const when = child(raw, "if");
    if (when === undefined) return [];
    const key = reader.key(raw, "if");
    if (!raw.entries.has("then")) {
      reader.incomplete();
      reader.problems.error("KEY_MISSING", raw.at, 'An "if:" needs "then:".');
    }
    return [
      {
        verb: "if",
        key,
        at: raw.at,
        when: reader.condition(when),
        // biome-ignore lint/suspicious/noThenProperty: the same.
        then: reader.block(child(raw, "then")),
        else: reader.block(child(raw, "else")),
      },
    ];
  },
  state: ifState,
};

function ifState(step: IfStep, next: string, b: Builder): void {
  const branch = { when: step.when, target: b.block(step.then, next), name: "then" };
  b.add(step.key, branching(step.key, [branch], { target: b.block(step.else, next), name: "else" }, b));
}
