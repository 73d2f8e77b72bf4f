import type { Condition } from "../../conditions/condition.ts";

/** The names that surely have a value where a condition came out as `holds`. */
export function impliedNames(condition: Condition, holds: boolean): ReadonlySet<string> {
  switch (condition.is) {
    case "not":
      return impliedNames(condition.of, !holds);
    case "all":
      return holds ? union(condition.of, holds) : common(condition.of, holds);
    case "any":
      return holds ? common(condition.of, holds) : union(condition.of, holds);
    case "formula":
      // "a > 1 || b > 1" comes out with one of the two unknown.
      return new Set();
    case "test": {
      // Only these two are true of an unknown value.
      const trueOfNothing =
        condition.operator === "is_not" || (condition.operator === "known" && condition.value === false);
      return new Set(trueOfNothing === holds ? [] : [condition.name.split(".")[0] ?? ""]);
    }
  }
}

function union(conditions: readonly Condition[], holds: boolean): ReadonlySet<string> {
  return new Set(conditions.flatMap((condition) => [...impliedNames(condition, holds)]));
}

function common(conditions: readonly Condition[], holds: boolean): ReadonlySet<string> {
  const [first, ...more] = conditions.map((condition) => impliedNames(condition, holds));
  return new Set([...(first ?? [])].filter((name) => more.every((names) => names.has(name))));
}
