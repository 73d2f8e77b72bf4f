import { type Builder, SHARED } from "../machine/builder.ts";
import { leaveBy, leaveForHuman, withPortable, withWalk } from "../machine/memory.ts";
import { change, when } from "../machine/state.ts";
import { booleanOf, child, textOf } from "../problems/source-node.ts";
import { name, yesNo } from "./key-schemas.ts";
import type { GotoStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const target = {
  type: ["string", "object"],
  minLength: 1,
  properties: { section: name, keep_answers: yesNo },
  required: ["section"],
  additionalProperties: false,
  description: "the name of a section",
};

/** `- goto: check`, or `{ section: check, keep_answers: true }`. */
export const goto: VerbDefinition<GotoStep> = {
  verb: "goto",
  keys: { goto: target },
  read(raw, reader) {
    const node = child(raw, "goto");
    const place = node?.kind === "map" ? child(node, "section") : node;
    const section = textOf(place);
    if (section === undefined) return [];
    reader.uses("section", place);
    const keepAnswers = booleanOf(child(node, "keep_answers")) ?? false;
    return [{ verb: "goto", key: reader.key(raw, "goto"), at: raw.at, section, keepAnswers }];
  },
  state: gotoState,
};

/**
 * In the talk a plain way to a section. In a topic or `if_stuck` it leaves the open step for good, by a door;
 * `if_stuck` that leads to the same section a second time parks the talk for a person instead.
 */
function gotoState(step: GotoStep, _next: string, b: Builder): void {
  const keepAnswers = step.keepAnswers ? [change((context) => withWalk(context, { keepAnswers: true }))] : [];
  const target = b.sectionState(step.section);
  const visit = b.visit(step.key);
  if (!b.isDetour) {
    b.add(step.key, { entry: [visit], always: [{ target, actions: keepAnswers }] });
    return;
  }
  const leave = change((context) =>
    step.section === SHARED.human
      ? leaveForHuman(context, step.section)
      : leaveBy(context, { to: "section", section: step.section }),
  );
  if (!b.section.endsWith("if_stuck")) {
    b.add(step.key, { entry: [visit], always: [{ target, actions: [...keepAnswers, leave] }] });
    return;
  }
  b.add(step.key, {
    entry: [visit],
    always: [
      {
        guard: when((context) => context.portable.stuckTo.includes(step.section)),
        target: SHARED.parked,
        actions: [
          change((context) => ({
            ...context,
            parkedBecause: `stuck twice, both times sent to ${step.section}`,
          })),
        ],
      },
      {
        target,
        actions: [
          change((context) =>
            withPortable(context, { stuckTo: [...context.portable.stuckTo, step.section] }),
          ),
          ...keepAnswers,
          leave,
        ],
      },
    ],
  });
}
