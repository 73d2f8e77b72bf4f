import type { Builder } from "../machine/builder.ts";
import { leaveBy, withWalk } from "../machine/memory.ts";
import { change } from "../machine/state.ts";
import { child, textOf } from "../problems/source-node.ts";
import { name } from "./key-schemas.ts";
import type { EndStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- end: qualified` */
export const end: VerbDefinition<EndStep> = {
  verb: "end",
  keys: { end: { ...name, description: "a name for how it ended, like qualified" } },
  read(raw, reader) {
    const outcome = textOf(child(raw, "end"));
    return outcome === undefined ? [] : [{ verb: "end", key: reader.key(raw, "end"), at: raw.at, outcome }];
  },
  state: endState,
};

/** In a playbook that another runs, back to that one. In the talk a state that rests, so that topics, corrections and "start over" still work. In a detour it leaves by a door. */
function endState(step: EndStep, _next: string, b: Builder): void {
  if (b.returnsTo !== undefined) {
    const state = b.returnsTo;
    const leave = b.isDetour ? [change((context) => leaveBy(context, { to: "return", state }))] : [];
    const outcome = change((context) =>
      withWalk(context, { vars: { ...context.walk.vars, outcome: step.outcome } }),
    );
    b.add(step.key, {
      entry: [b.visit(step.key)],
      always: [{ target: state, actions: [outcome, ...leave] }],
    });
    return;
  }
  if (b.isDetour) {
    b.add(step.key, {
      entry: [b.visit(step.key)],
      always: [
        {
          target: b.endState(step.outcome),
          actions: [change((context) => leaveBy(context, { to: "end", outcome: step.outcome }))],
        },
      ],
    });
    return;
  }
  b.addResting(step.key, {
    on: b.endedEvents,
    rest: {
      status: "ended",
      question: undefined,
      declared: false,
      clocks: [],
      outcome: step.outcome,
      team: undefined,
    },
  });
}
