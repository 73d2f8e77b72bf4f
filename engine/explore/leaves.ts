import type { Condition } from "../conditions/condition.ts";

/** One test of a condition, or a formula: the parts that hold or do not. */
export type Leaf = Extract<Condition, { is: "test" | "formula" }>;

/** The tests of a condition, in file order. */
export function leavesOf(condition: Condition): readonly Leaf[] {
  switch (condition.is) {
    case "all":
    case "any":
      return condition.of.flatMap(leavesOf);
    case "not":
      return leavesOf(condition.of);
    default:
      return [condition];
  }
}

/** The names that a test looks at, without what stands behind a dot. */
export function namesOf(leaf: Leaf): readonly string[] {
  return leaf.is === "test"
    ? [leaf.name.split(".")[0] ?? leaf.name]
    : leaf.formula.uses.map(({ path }) => path[0] ?? "");
}
