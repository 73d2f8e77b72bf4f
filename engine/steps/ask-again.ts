import type { Builder } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { collectedAt, keepAsked, pass, withWalk } from "../machine/memory.ts";
import { child, textOf } from "../problems/source-node.ts";
import { addAsking } from "./asking.ts";
import { partsOf } from "./compound.ts";
import { name } from "./key-schemas.ts";
import type { AskAgainStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- ask_again: budget`: forgets the answer here and asks for it anew. */
export const askAgain: VerbDefinition<AskAgainStep> = {
  verb: "ask_again",
  keys: { ask_again: name },
  read(raw, reader) {
    const node = child(raw, "ask_again");
    const question = textOf(node);
    if (question === undefined) return [];
    reader.uses("question", node);
    const key = reader.key(raw, "ask_again", question);
    return [{ verb: "ask_again", key, at: raw.at, question, ...partsOf() }];
  },
  state: askAgainState,
};

/** The new answer is kept beside the old one: what stands before this step goes on seeing the old. */
function askAgainState(step: AskAgainStep, next: string, b: Builder): void {
  const question = b.question(step.question);
  const collector = `${b.section}+${step.key}`;
  addAsking(
    {
      key: step.key,
      question,
      next,
      skippable: false,
      known: (context) => collectedAt(context, b.section, collector, question.name),
      keep: (context, value) =>
        keepAsked(context, b.section, question.name, value, b.isDetour ? "told" : "asked", collector),
      passOver: (context, index) => pass(context, question.name, index),
      arrived: (context) => forgetHere(context, question.name),
    },
    b,
  );
}

function forgetHere(context: Context, question: string): Context {
  const path = Object.fromEntries(Object.entries(context.walk.path).filter(([name]) => name !== question));
  return withWalk(context, { path });
}
