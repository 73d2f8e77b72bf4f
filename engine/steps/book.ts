import { type Builder, SHARED } from "../machine/builder.ts";
import { change } from "../machine/state.ts";
import { child } from "../problems/source-node.ts";
import { givenBy, partsOf } from "./compound.ts";
import { anyMap, block, name, span } from "./key-schemas.ts";
import type { LaterStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- book: …` comes with meetings: until then it takes its `if_fails`, else the talk is parked for a person. */
export const book: VerbDefinition<LaterStep> = {
  verb: "book",
  keys: {
    book: { type: ["string", "object"], description: "the name of a calendar" },
    send: anyMap,
    save_as: name,
    give_up_after: span,
    if_fails: block,
  },
  read(raw, reader) {
    reader.problems.warning("NOT_BUILT_YET", raw.at, 'This version does not carry out "book" yet.');
    const saved = child(raw, "save_as");
    reader.gives(saved);
    const ifFails = raw.entries.has("if_fails") ? reader.block(child(raw, "if_fails")) : undefined;
    const texts = reader.values(child(raw, "send"));
    const parts = partsOf({ ifFails, texts, gives: givenBy(saved) });
    return [{ verb: "book", key: reader.key(raw, "book"), at: raw.at, ...parts }];
  },
  state: bookState,
};

function bookState(step: LaterStep, next: string, b: Builder): void {
  const visit = b.visit(step.key);
  if (step.ifFails) {
    b.add(step.key, { entry: [visit], always: [{ target: b.block(step.ifFails, next) }] });
    return;
  }
  const parked = change((context) => ({ ...context, parkedBecause: 'this version cannot carry out "book"' }));
  b.add(step.key, { entry: [visit], always: [{ target: SHARED.parked, actions: [parked] }] });
}
