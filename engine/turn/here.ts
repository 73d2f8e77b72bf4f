import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Context } from "../machine/context.ts";
import type { World } from "./turn.ts";
import { worldSeen } from "./world-seen.ts";

/** The machine's memory with the world as it is now. */
export function here(compiled: CompiledPlaybook, context: Context, world: World): Context {
  return {
    ...context,
    world: worldSeen(world, compiled.teams),
    tries: world.site.defaults.ifStuckTries,
    tone: world.site.tone,
    changing: world.changing ?? [],
  };
}
