import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Output } from "../machine/output.ts";
import type { Rest } from "../machine/state.ts";
import type { Heard, MessageEvent } from "../turn/hear.ts";
import { type Move, move, type Position } from "../turn/move.ts";
import type { Talk, World } from "../turn/turn.ts";
import { hearMoved } from "./hear-moved.ts";
import { moveOver } from "./move-over.ts";

/** A visitor's message that took the talk to another version. */
export interface TakenMoved {
  readonly heard: Heard;
  readonly after: Move;
}

/**
 * Moves the talk to the live version and takes the message there.
 *
 * @param from where it rests in its own version
 * @returns "stays" when it keeps its version; undefined when the message names a choice that was never offered
 */
export function takeMoved(
  compiled: CompiledPlaybook,
  live: CompiledPlaybook,
  talk: Talk,
  from: Position & { readonly rest: Rest },
  message: MessageEvent,
  world: World,
): TakenMoved | "stays" | undefined {
  const moved = moveOver(compiled, live, talk, world);
  if (moved.stays !== undefined) return "stays";
  const { after, rest } = moved;
  const heard = hearMoved({ from: compiled, to: live, before: from, moved }, message);
  if (!heard) return undefined;
  const outputs = [...after.outputs];
  if (heard.event) {
    const next = move(live, after, heard.event);
    return { heard, after: { ...next, outputs: [...outputs, ...next.outputs] } };
  }
  if (rest.question) return { heard, after: { ...after, outputs: [...outputs, PUT] } };
  // Nothing is asked here, and what the step itself says to that is said unless the move brought news.
  if (outputs.some(({ out }) => out === "say" || out === "show"))
    return { heard, after: { ...after, outputs } };
  const next = move(live, after, { type: "nothing" });
  return { heard, after: { ...next, outputs: [...outputs, ...next.outputs] } };
}

const PUT: Output = { out: "put", sorry: null };
