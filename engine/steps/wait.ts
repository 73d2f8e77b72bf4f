import type { Builder } from "../machine/builder.ts";
import { mark, markOf } from "../machine/memory.ts";
import { change } from "../machine/state.ts";
import { child } from "../problems/source-node.ts";
import { partsOf } from "./compound.ts";
import { span } from "./key-schemas.ts";
import type { WaitStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- wait: 3 days` */
export const wait: VerbDefinition<WaitStep> = {
  verb: "wait",
  keys: { wait: span },
  read(raw, reader) {
    const length = reader.span(child(raw, "wait"));
    if (length === undefined) return [];
    return [{ verb: "wait", key: reader.key(raw, "wait"), at: raw.at, span: length, ...partsOf() }];
  },
  state: waitState,
};

/** Done once; what the visitor writes meanwhile is heard, and answered where a topic or a built-in can. */
function waitState(step: WaitStep, next: string, b: Builder): void {
  b.addResting(step.key, {
    passes: (context) => markOf(context, b.section, step.key) !== undefined,
    onward: [{ target: next }],
    on: {
      ...b.pausedEvents,
      clock: [
        { target: next, actions: [change((context) => mark(context, b.section, step.key, { done: true }))] },
      ],
    },
    rest: {
      status: "bot",
      question: undefined,
      declared: false,
      clocks: [{ clock: "wait", index: 0, span: step.span, from: "arrival", hoursOf: undefined }],
      outcome: undefined,
      team: undefined,
    },
  });
}
