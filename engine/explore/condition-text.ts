import type { Condition, Value } from "../conditions/condition.ts";

/** A condition in words, as short as its file: "team_size over 50 and role CEO or Sales". */
export function conditionText(condition: Condition): string {
  switch (condition.is) {
    case "all":
      return condition.of.map(inner).join(" and ");
    case "any":
      return condition.of.map(inner).join(" or ");
    case "not":
      return `not ${inner(condition.of)}`;
    case "formula":
      return condition.formula.source;
    case "test":
      return testText(condition);
  }
}

function inner(condition: Condition): string {
  const isLong = (condition.is === "all" || condition.is === "any") && condition.of.length > 1;
  return isLong ? `(${conditionText(condition)})` : conditionText(condition);
}

function testText({ name, operator, value }: Extract<Condition, { is: "test" }>): string {
  if (operator === "known") return value === true ? `${name} known` : `${name} not known`;
  if (operator === "is") return `${name} ${valueText(value, " or ")}`;
  if (operator === "between") return `${name} between ${valueText(value, " and ")}`;
  return `${name} ${operator.replaceAll("_", " ")} ${valueText(value, ", ")}`;
}

function valueText(value: Value, between: string): string {
  return Array.isArray(value) ? (value as readonly Value[]).map(String).join(between) : String(value);
}
