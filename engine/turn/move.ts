import { transition } from "xstate";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import { withPortable } from "../machine/memory.ts";
import type { Output } from "../machine/output.ts";

/** Where a machine rests, and its memory. */
export interface Position {
  readonly value: string;
  readonly context: Context;
}

export interface Move extends Position {
  readonly outputs: readonly Output[];
}

type Snapshot = ReturnType<CompiledPlaybook["machine"]["resolveState"]>;

/** Resolving a state slows with the size of the machine, so each state is resolved once and kept with it. */
const resolved = new WeakMap<object, Map<string, Snapshot>>();

/**
 * One event in, the next position and what is to be put out. Pure: nothing is carried out.
 * The only place that calls XState's `transition`, so that a faster way to the same result can take its place.
 * A machine that cannot go on (a circle, a guard that throws, a state that the machine lacks) is parked with the reason.
 */
export function move(compiled: CompiledPlaybook, from: Position, event: MachineEvent): Move {
  if (from.value !== SHARED.idle && !compiled.rests.has(from.value)) {
    return park(compiled, from, `there is no step ${from.value} in this version`);
  }
  try {
    const [snapshot, actions] = transition(compiled.machine, snapshotOf(compiled, from), event);
    if (snapshot.status === "error") return park(compiled, from, "the playbook's machine failed");
    return { value: String(snapshot.value), context: snapshot.context, outputs: actions.flatMap(outputOf) };
  } catch (fault) {
    return park(compiled, from, fault instanceof Error ? fault.message : String(fault));
  }
}

function snapshotOf({ machine }: CompiledPlaybook, { value, context }: Position): Snapshot {
  const states = resolved.get(machine) ?? new Map<string, Snapshot>();
  resolved.set(machine, states);
  const kept = states.get(value) ?? machine.resolveState({ value, context });
  states.set(value, kept);
  return { ...kept, context };
}

function park(compiled: CompiledPlaybook, from: Position, reason: string): Move {
  const entry = { state: SHARED.parked, base: from.context.walk };
  const context = { ...withPortable(from.context, { entry, detours: [], doors: {} }), parkedBecause: reason };
  const idle = snapshotOf(compiled, { value: SHARED.idle, context });
  const [snapshot, actions] = transition(compiled.machine, idle, { type: "resume" });
  return { value: String(snapshot.value), context: snapshot.context, outputs: actions.flatMap(outputOf) };
}

function outputOf(action: { readonly type: string; readonly params: unknown }): Output[] {
  if (action.type !== "out") return [];
  const { output } = action.params as { readonly output: Output | undefined };
  return output ? [output] : [];
}
