import { type Builder, SHARED } from "../machine/builder.ts";
import { withWalk } from "../machine/memory.ts";
import { change } from "../machine/state.ts";
import { child, textOf } from "../problems/source-node.ts";
import { partsOf } from "./compound.ts";
import { name, nameMap } from "./key-schemas.ts";
import type { RunStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- run: b2b-qualification` with `from:` and `with: { theirs: ours }`: another playbook as a part of this one. */
export const run: VerbDefinition<RunStep> = {
  verb: "run",
  keys: { run: name, from: name, with: nameMap },
  read(raw, reader) {
    const playbook = textOf(child(raw, "run"));
    if (playbook === undefined) return [];
    const shared = [...(child(raw, "with")?.entries.values() ?? [])];
    for (const { value } of shared) reader.uses("name", value);
    return [
      {
        verb: "run",
        key: reader.key(raw, "run", playbook.replaceAll(".", "-")),
        at: raw.at,
        playbook,
        from: textOf(child(raw, "from")) ?? "start",
        with: shared.flatMap(({ key, value }) => {
          const ours = textOf(value);
          return ours === undefined ? [] : [{ theirs: key, ours }];
        }),
        ...partsOf(),
      },
    ];
  },
  state: runState,
};

/** The other playbook's states stand among ours under a prefix of this place; its `end` comes back here. */
function runState(step: RunStep, next: string, b: Builder): void {
  const back = `${step.key}|back`;
  const first = b.inline(step, back);
  b.add(step.key, {
    entry: [b.visit(step.key)],
    always: [
      first === undefined
        ? {
            target: SHARED.parked,
            actions: [
              change((context) => ({
                ...context,
                parkedBecause: `there is no playbook ${step.playbook} to run`,
              })),
            ],
          }
        : { target: first },
    ],
  });
  b.add(back, {
    entry: [change((context) => withWalk(context, { keepAnswers: false }))],
    always: [{ target: next }],
  });
}
