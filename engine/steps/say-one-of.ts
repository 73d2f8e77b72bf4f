import type { Builder } from "../machine/builder.ts";
import { type Context, own } from "../machine/context.ts";
import { mark, markOf, withPortable } from "../machine/memory.ts";
import { change, emit } from "../machine/state.ts";
import { child } from "../problems/source-node.ts";
import { shortHash, spread } from "./hash.ts";
import { tonedText } from "./key-schemas.ts";
import type { SayOneOfStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- say_one_of: [Hi!, Hello!]`: one of them, never the same to one person twice. */
export const sayOneOf: VerbDefinition<SayOneOfStep> = {
  verb: "say_one_of",
  keys: { say_one_of: { type: "array", minItems: 1, items: tonedText, description: "a list of texts" } },
  read(raw, reader) {
    const items = child(raw, "say_one_of")?.items ?? [];
    const texts = items.flatMap((item) => reader.text(item) ?? []);
    if (texts.length === 0) return [];
    const key = reader.key(raw, "say_one_of", shortHash(texts.map(({ source }) => source).join("\n")));
    return [{ verb: "say_one_of", key, at: raw.at, texts }];
  },
  state: sayOneOfState,
};

/** Says one of its texts: by visitor, so that a replay says the same, and never one that this person has heard. */
function sayOneOfState(step: SayOneOfStep, next: string, b: Builder): void {
  const { key } = step;
  b.add(key, {
    entry: [
      b.visit(key),
      emit((context) => {
        if (markOf(context, b.section, key)) return undefined;
        const text = step.texts[choose(context, key, step.texts.length)];
        return text ? { out: "say", text: b.text(context, text) } : undefined;
      }),
      change((context) => {
        if (markOf(context, b.section, key)) return context;
        const variant = choose(context, key, step.texts.length);
        const said = own(context.portable.variants, key) ?? [];
        const all = said.length + 1 >= step.texts.length ? [] : [...said, variant];
        const variants = { ...context.portable.variants, [key]: all };
        return mark(withPortable(context, { variants }), b.section, key, { done: true, variant });
      }),
    ],
    always: [{ target: next }],
  });
}

function choose(context: Context, key: string, count: number): number {
  const said = own(context.portable.variants, key) ?? [];
  const first = Math.floor(spread(`${context.portable.visitor}/${key}`) * count);
  for (let step = 0; step < count; step++) {
    const variant = (first + step) % count;
    if (!said.includes(variant)) return variant;
  }
  return first;
}
