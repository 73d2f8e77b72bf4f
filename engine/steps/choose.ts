import type { Builder } from "../machine/builder.ts";
import { child, type SourceNode } from "../problems/source-node.ts";
import { branching } from "./branching.ts";
import { block, condition } from "./key-schemas.ts";
import type { Block, Branch, ChooseStep } from "./step.ts";
import type { StepReader } from "./step-reader.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const way = {
  type: "object",
  properties: { when: condition, do: block, otherwise: block },
  additionalProperties: false,
  description: 'a "when:" with its "do:", or "otherwise:"',
};

/** `- choose:` with `when:`/`do:` and a last `otherwise:`. */
export const choose: VerbDefinition<ChooseStep> = {
  verb: "choose",
  keys: {
    choose: { type: "array", minItems: 1, items: way, description: 'a list of "when:" and "otherwise:"' },
  },
  read(raw, reader) {
    const node = child(raw, "choose");
    if (node?.kind !== "list") return [];
    const key = reader.key(raw, "choose");
    const branches: Branch[] = [];
    let otherwise: Block | undefined;
    for (const item of node.items) {
      if (otherwise !== undefined) {
        reader.problems.error(
          "STEP_UNREACHABLE",
          item.at,
          'This is never reached: it stands below "otherwise:".',
        );
      }
      if (item.entries.has("otherwise")) otherwise = readOtherwise(item, reader);
      else branches.push(...readBranch(item, reader));
    }
    if (otherwise === undefined) {
      reader.incomplete();
      reader.problems.error(
        "CHOOSE_WITHOUT_OTHERWISE",
        raw.at,
        'A choose needs "otherwise:" as its last line.',
      );
    }
    return [{ verb: "choose", key, at: raw.at, branches, otherwise: otherwise ?? [] }];
  },
  state: chooseState,
};

function readOtherwise(item: SourceNode, reader: StepReader): Block {
  const when = item.entries.get("when");
  if (when !== undefined) {
    reader.problems.error("VALUE_WRONG", when.keyAt, '"when:" and "otherwise:" need a "- " each.');
  }
  return reader.block(child(item, "otherwise"));
}

function readBranch(item: SourceNode, reader: StepReader): readonly Branch[] {
  const when = child(item, "when");
  const steps = child(item, "do");
  if (item.kind === "map" && (when === undefined || steps === undefined)) {
    reader.incomplete();
    const missing = when === undefined ? "when" : "do";
    reader.problems.error(
      "KEY_MISSING",
      item.at,
      `Each way of a choose needs "when:" and "do:": "${missing}:" is missing.`,
    );
  }
  const done = reader.block(steps);
  return when === undefined ? [] : [{ when: reader.condition(when), do: done, at: item.at }];
}

function chooseState(step: ChooseStep, next: string, b: Builder): void {
  const branches = step.branches.map((branch, index) => ({
    when: branch.when,
    target: b.block(branch.do, next),
    name: String(index + 1),
  }));
  b.add(
    step.key,
    branching(step.key, branches, { target: b.block(step.otherwise, next), name: "otherwise" }, b),
  );
}
