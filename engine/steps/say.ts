import type { Builder } from "../machine/builder.ts";
import { mark, markOf } from "../machine/memory.ts";
import { change, emit } from "../machine/state.ts";
import { child } from "../problems/source-node.ts";
import { shortHash } from "./hash.ts";
import { tonedText } from "./key-schemas.ts";
import type { SayStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- say: Hello` */
export const say: VerbDefinition<SayStep> = {
  verb: "say",
  keys: { say: tonedText },
  read(raw, reader) {
    const text = reader.text(child(raw, "say"));
    if (text === undefined) return [];
    return [{ verb: "say", key: reader.key(raw, "say", shortHash(text.source)), at: raw.at, text }];
  },
  state: sayState,
};

/** Says its text once; a replay passes over it. */
function sayState(step: SayStep, next: string, b: Builder): void {
  b.add(step.key, {
    entry: [
      b.visit(step.key),
      emit((context) =>
        markOf(context, b.section, step.key) ? undefined : { out: "say", text: b.text(context, step.text) },
      ),
      change((context) => mark(context, b.section, step.key, { done: true })),
    ],
    always: [{ target: next }],
  });
}
