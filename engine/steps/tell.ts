import type { Builder } from "../machine/builder.ts";
import { mark, markOf } from "../machine/memory.ts";
import { change, emit } from "../machine/state.ts";
import { child, textOf } from "../problems/source-node.ts";
import { partsOf } from "./compound.ts";
import { shortHash } from "./hash.ts";
import { name, tonedText } from "./key-schemas.ts";
import type { TellStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const told = {
  type: "object",
  properties: { team: name, message: tonedText },
  required: ["team", "message"],
  additionalProperties: false,
  description: "a map like { team: marketing, message: … }",
};

/** `- tell: { team: marketing, message: … }`: a line to colleagues; the visitor sees nothing of it. */
export const tell: VerbDefinition<TellStep> = {
  verb: "tell",
  keys: { tell: told },
  read(raw, reader) {
    const node = child(raw, "tell");
    const team = textOf(child(node, "team"));
    const message = reader.text(child(node, "message"));
    if (team === undefined || message === undefined) return [];
    const key = reader.key(raw, "tell", shortHash(message.source));
    return [{ verb: "tell", key, at: raw.at, team, message, ...partsOf({ texts: [message] }) }];
  },
  state: tellState,
};

/** Told once; a replay passes over it. */
function tellState(step: TellStep, next: string, b: Builder): void {
  b.add(step.key, {
    entry: [
      b.visit(step.key),
      emit((context) =>
        markOf(context, b.section, step.key)
          ? undefined
          : { out: "tell", team: step.team, text: b.text(context, step.message) },
      ),
      change((context) => mark(context, b.section, step.key, { done: true })),
    ],
    always: [{ target: next }],
  });
}
