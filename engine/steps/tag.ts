import type { Builder } from "../machine/builder.ts";
import { withWalk } from "../machine/memory.ts";
import { change } from "../machine/state.ts";
import { child, oneOrMany, textOf } from "../problems/source-node.ts";
import { partsOf } from "./compound.ts";
import { names } from "./key-schemas.ts";
import type { TagStep } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** `- tag: follow_up_by_hand`, or a list: words on the lead, for people and filters. */
export const tag: VerbDefinition<TagStep> = {
  verb: "tag",
  keys: { tag: names },
  read(raw, reader) {
    const tags = oneOrMany(child(raw, "tag")).flatMap((item) => textOf(item) ?? []);
    if (tags.length === 0) return [];
    return [{ verb: "tag", key: reader.key(raw, "tag"), at: raw.at, tags, ...partsOf() }];
  },
  state: tagState,
};

/** Worked out anew on every walk, so that a correction takes a tag back. */
function tagState(step: TagStep, next: string, b: Builder): void {
  b.add(step.key, {
    entry: [
      b.visit(step.key),
      change((context) => withWalk(context, { tags: [...new Set([...context.walk.tags, ...step.tags])] })),
    ],
    always: [{ target: next }],
  });
}
