import type { Value } from "../conditions/condition.ts";
import type { Builder } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { withWalk } from "../machine/memory.ts";
import { change, when } from "../machine/state.ts";
import { child, textOf } from "../problems/source-node.ts";
import { givenBy, partsOf } from "./compound.ts";
import { block, name } from "./key-schemas.ts";
import { advance, endLoop, innermost, MOST_ROUNDS, startLoop } from "./loop.ts";
import type { ForEachStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- for_each: topics` with `as:` and `do:`. At most 100 rounds. */
export const forEach: VerbDefinition<ForEachStep> = {
  verb: "for_each",
  keys: { for_each: name, as: name, do: block },
  read(raw, reader) {
    const node = child(raw, "for_each");
    const list = textOf(node);
    if (list === undefined) return [];
    reader.uses("name", node);
    const as = child(raw, "as");
    reader.gives(as);
    const key = reader.key(raw, "for_each");
    const inside = [reader.block(child(raw, "do"))];
    const parts = partsOf({ inside, gives: givenBy(as) });
    return [{ verb: "for_each", key, at: raw.at, list: list.split("."), as: textOf(as) ?? "item", ...parts }];
  },
  state: forEachState,
};

/** Marks and answers inside carry the item, so that each round has its own and a replay finds them again. */
function forEachState(step: ForEachStep, next: string, b: Builder): void {
  const { key } = step;
  const round = `${key}|round`;
  const more = `${key}|next`;
  const current = (context: Context): Value => {
    const loop = innermost(context, key);
    return loop?.items?.[loop.index] ?? null;
  };
  b.add(key, {
    entry: [b.visit(key), change((context) => startLoop(context, key, itemsOf(b.value(context, step.list))))],
    always: [{ target: round }],
  });
  b.add(round, {
    always: [
      {
        guard: when((context) => {
          const loop = innermost(context, key);
          return loop !== undefined && loop.index < Math.min(loop.items?.length ?? 0, MOST_ROUNDS);
        }),
        target: b.loop(more).block(step.inside[0] ?? [], more),
        actions: [
          b.visit(`${key}/round`),
          change((context) =>
            withWalk(context, { vars: { ...context.walk.vars, [step.as]: current(context) } }),
          ),
        ],
      },
      { target: next, actions: [change((context) => endLoop(context, key))] },
    ],
  });
  b.add(more, { entry: [change((context) => advance(context, key))], always: [{ target: round }] });
}

function itemsOf(value: Value | undefined): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  return value === undefined || value === null || value === "" ? [] : [value];
}
