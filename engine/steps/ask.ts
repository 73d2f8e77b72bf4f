import type { Value } from "../conditions/condition.ts";
import type { Builder } from "../machine/builder.ts";
import { type Context, own } from "../machine/context.ts";
import { keepAsked, knownAt, pass, withWalk } from "../machine/memory.ts";
import { child, oneOrMany, textOf } from "../problems/source-node.ts";
import { addAsking } from "./asking.ts";
import { name, names } from "./key-schemas.ts";
import type { AskStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- ask: email` or `- ask: [name, email]`, which is one step a question. */
export const ask: VerbDefinition<AskStep> = {
  verb: "ask",
  keys: { ask: names, add_to: name },
  read(raw, reader) {
    const list = child(raw, "add_to");
    reader.gives(list);
    const addTo = textOf(list);
    const asked = child(raw, "ask");
    return oneOrMany(asked).flatMap((item) => {
      const question = textOf(item);
      if (question === undefined) return [];
      reader.uses("question", item);
      const at = asked?.kind === "list" ? item.at : raw.at;
      return [{ verb: "ask", key: reader.key(raw, "ask", question), at, question, addTo } as const];
    });
  },
  state: askState,
};

function askState(step: AskStep, next: string, b: Builder): void {
  const question = b.question(step.question);
  addAsking(
    {
      key: step.key,
      question,
      next,
      skippable: true,
      known: (context) => knownAt(context, b.section, question.name),
      keep: (context, value) =>
        listed(
          keepAsked(context, b.section, question.name, value, b.isDetour ? "told" : "asked"),
          step,
          value,
        ),
      passOver: (context, index) =>
        listed(pass(context, question.name, index), step, context.portable.answers[index]?.value ?? null),
    },
    b,
  );
}

/** `add_to:` gathers the answers of a loop, worked out anew on every walk. */
function listed(context: Context, { addTo }: AskStep, value: Value): Context {
  if (addTo === undefined || value === null) return context;
  const before = own(context.walk.vars, addTo);
  const list = Array.isArray(before) ? [...(before as readonly Value[]), value] : [value];
  return withWalk(context, { vars: { ...context.walk.vars, [addTo]: list } });
}
