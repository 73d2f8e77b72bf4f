import type { Condition } from "../conditions/condition.ts";
import type { Builder } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { mark, markOf } from "../machine/memory.ts";
import { change, type StateConfig, type Transition, when } from "../machine/state.ts";

/**
 * Guards in the author's order, the last without one. What the world was (open, online, hour) is read when the step is
 * first passed and kept: a correction at nine must not turn a booked meeting into a handoff because sales has just opened.
 */
export function branching(
  key: string,
  branches: readonly { readonly when: Condition; readonly target: string; readonly name: string }[],
  otherwise: { readonly target: string; readonly name: string },
  b: Builder,
): StateConfig {
  const looksOut = branches.some((branch) => readsWorld(branch.when));
  const seen = (context: Context) => markOf(context, b.section, key)?.world;
  const guarded: Transition[] = branches.map((branch) => ({
    guard: when((context) => b.holds(context, branch.when, seen(context))),
    target: branch.target,
    actions: [b.visit(`${key}/${branch.name}`)],
  }));
  return {
    entry: [
      b.visit(key),
      ...(looksOut
        ? [
            change((context) =>
              seen(context) ? context : mark(context, b.section, key, { done: true, world: context.world }),
            ),
          ]
        : []),
    ],
    always: [...guarded, { target: otherwise.target, actions: [b.visit(`${key}/${otherwise.name}`)] }],
  };
}

const WORLD_NAMES: ReadonlySet<string> = new Set(["open", "online", "hour"]);

function readsWorld(condition: Condition): boolean {
  switch (condition.is) {
    case "all":
    case "any":
      return condition.of.some(readsWorld);
    case "not":
      return readsWorld(condition.of);
    case "test":
      return WORLD_NAMES.has(condition.name);
    case "formula":
      return condition.formula.uses.some(({ path }) => WORLD_NAMES.has(path[0] ?? ""));
  }
}
