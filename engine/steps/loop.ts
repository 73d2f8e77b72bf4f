import type { Value } from "../conditions/condition.ts";
import type { Context, Loop } from "../machine/context.ts";
import { withWalk } from "../machine/memory.ts";

/** A loop that goes on longer is cut off. */
export const MOST_ROUNDS = 100;

/** The loop of this step, when it is the innermost that the walk is in. */
export function innermost(context: Context, key: string): Loop | undefined {
  const loop = context.walk.loops.at(-1);
  return loop?.key === key ? loop : undefined;
}

export function startLoop(context: Context, key: string, items: readonly Value[] | null): Context {
  return withWalk(context, { loops: [...context.walk.loops, { key, index: 0, items }] });
}

/** The next round. */
export function advance(context: Context, key: string): Context {
  const loops = context.walk.loops.map((loop, index, all) =>
    index === all.length - 1 && loop.key === key ? { ...loop, index: loop.index + 1 } : loop,
  );
  return withWalk(context, { loops });
}

export function endLoop(context: Context, key: string): Context {
  return innermost(context, key) ? withWalk(context, { loops: context.walk.loops.slice(0, -1) }) : context;
}
