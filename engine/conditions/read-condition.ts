import { didYouMean } from "../problems/did-you-mean.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import { booleanOf, type SourceEntry, type SourceNode, textOf } from "../problems/source-node.ts";
import type { Condition, TestOperator, Value } from "./condition.ts";
import { type Formula, parseFormula } from "./formula.ts";

const OPERATORS: readonly TestOperator[] = [
  "is",
  "is_not",
  "over",
  "under",
  "at_least",
  "at_most",
  "between",
  "includes",
  "includes_any",
  "starts_with",
  "ends_with",
  "known",
];

/** Never holds: what stands in for a part that cannot be read, or is not carried out yet. */
const NEVER: Condition = { is: "any", of: [] };

/** A condition of a file. A map means all, a list of maps any. Problems go to the list; what is wrong never holds. */
export function readCondition(node: SourceNode, problems: ProblemList): Condition {
  if (node.kind === "list" && node.items.length > 0) {
    return { is: "any", of: node.items.map((item) => readCondition(item, problems)) };
  }
  if (node.kind !== "map" || node.entries.size === 0) {
    problems.error("TEST_WRONG", node.at, "A condition is a map of names and what they must be.");
    return NEVER;
  }
  const parts = [...node.entries.values()].map((entry) => readPart(entry, problems));
  return onlyOrAll(parts);
}

function readPart(entry: SourceEntry, problems: ProblemList): Condition {
  if (entry.key === "not") return { is: "not", of: readCondition(entry.value, problems) };
  if (entry.key === "formula") {
    const formula = readFormula(entry.value, problems);
    if (formula?.decides === false) {
      problems.error("FORMULA_WRONG", entry.value.at, "A formula in a condition comes out true or false.");
    }
    return formula === undefined ? NEVER : { is: "formula", formula };
  }
  if (entry.value.kind === "map") return readTests(entry, problems);
  return readTest(entry, "is", entry.value, problems);
}

/** The text after `formula:`. What is wrong with it goes to the list. */
export function readFormula(node: SourceNode, problems: ProblemList): Formula | undefined {
  const source = textOf(node);
  const formula = source === undefined ? { fault: "A formula is a text." } : parseFormula(source, node.at);
  if (!("fault" in formula)) return formula;
  problems.error("FORMULA_WRONG", node.at, formula.fault);
  return undefined;
}

/** `team_size: { over: 5, under: 50 }` */
function readTests({ key, keyAt, value }: SourceEntry, problems: ProblemList): Condition {
  const tests = [...value.entries.values()].map((test) => {
    const operator = OPERATORS.find((one) => one === test.key);
    if (operator !== undefined) return readTest({ key, keyAt, value }, operator, test.value, problems);
    if (test.key === "not") {
      return { is: "not", of: readPart({ key, keyAt, value: test.value }, problems) } as const;
    }
    const near = didYouMean(test.key, OPERATORS);
    problems.error("KEY_UNKNOWN", test.keyAt, `I don't know "${test.key}" here.${near}`);
    return NEVER;
  });
  if (tests.length > 0) return onlyOrAll(tests);
  problems.error("TEST_WRONG", value.at, `"${key}" is compared with nothing.`);
  return NEVER;
}

function onlyOrAll(parts: readonly Condition[]): Condition {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { is: "all", of: parts };
}

function readTest(
  { key, keyAt }: SourceEntry,
  operator: TestOperator,
  node: SourceNode,
  problems: ProblemList,
): Condition {
  const value = readWanted(operator, node);
  if (value === undefined) {
    problems.error("TEST_WRONG", node.at, `"${key}" is compared with ${WANTS[operator]}.`);
    return NEVER;
  }
  return { is: "test", name: key, operator, value, at: keyAt };
}

const WANTS: Readonly<Record<TestOperator, string>> = {
  is: "a value or a list of values",
  is_not: "a value or a list of values",
  over: "one number",
  under: "one number",
  at_least: "one number",
  at_most: "one number",
  between: "two numbers, the lower one first, like [11, 50]",
  includes: "one value",
  includes_any: "a list of values",
  starts_with: "one text",
  ends_with: "one text",
  known: "true or false",
};

function readWanted(operator: TestOperator, node: SourceNode): Value | undefined {
  switch (operator) {
    case "is":
    case "is_not":
    case "includes_any":
      return scalars(node);
    case "between":
      return readBounds(node);
    case "known":
      return booleanOf(node);
    case "over":
    case "under":
    case "at_least":
    case "at_most":
      return isBound(node.json) ? node.json : undefined;
    case "includes":
    case "starts_with":
    case "ends_with":
      return node.kind === "scalar" && node.json !== null ? node.json : undefined;
  }
}

function scalars(node: SourceNode): readonly Value[] | undefined {
  const items = node.kind === "list" ? node.items : [node];
  const plain = items.every((item) => item.kind === "scalar" && item.json !== null);
  return plain && items.length > 0 ? items.map((item) => item.json) : undefined;
}

function readBounds(node: SourceNode): readonly Value[] | undefined {
  const [low, high, more] = node.items.map((item) => item.json);
  if (low === undefined || high === undefined || more !== undefined) return undefined;
  if (!isBound(low) || !isBound(high) || typeof low !== typeof high || low > high) return undefined;
  return [low, high];
}

/** A number, or a date or time, which are texts such as 2026-11-23. */
function isBound(value: Value): value is number | string {
  return typeof value === "number" || (typeof value === "string" && /^\d[\d:-]*$/.test(value));
}
