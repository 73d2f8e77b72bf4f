import { RE2JS } from "re2js";
import { child, oneOrMany, type SourceEntry, type SourceNode, textOf } from "../problems/source-node.ts";
import type { Check } from "../questions/question.ts";
import type { FileReader } from "./file-reader.ts";

/** The tests that a line of `check:` may make. */
export const CHECK_OPERATORS: readonly Check["operator"][] = [
  "over",
  "under",
  "at_least",
  "at_most",
  "between",
  "is_not",
  "looks_like",
  "pattern",
];

/** `check:` is a list of lines, or one line. */
export function readChecks(node: SourceNode | undefined, file: FileReader): readonly Check[] {
  return oneOrMany(node).flatMap((line) => {
    if (line.kind !== "map") return [];
    const sorry = file.text(child(line, "sorry"));
    const tests = [...line.entries.values()].flatMap((entry) => {
      const operator = CHECK_OPERATORS.find((one) => one === entry.key);
      return operator !== undefined && isFit(operator, entry, file) ? [{ operator, entry }] : [];
    });
    if (![...line.entries.keys()].some((key) => key !== "sorry")) {
      file.problems.error("QUESTION_WRONG", line.at, 'This check has no test, such as "at_least: 1".');
    }
    return tests.map(({ operator, entry }) => ({
      operator,
      value:
        operator === "looks_like" || operator === "pattern" ? (textOf(entry.value) ?? "") : entry.value.json,
      sorry,
      at: line.at,
    }));
  });
}

function isFit(operator: Check["operator"], { value }: SourceEntry, { problems }: FileReader): boolean {
  if (operator !== "pattern") return true;
  const pattern = textOf(value) ?? "";
  const size = sizeOf(pattern);
  if (size === undefined) {
    problems.error("PATTERN_WRONG", value.at, `"${pattern}" is not a pattern I can use.`);
  } else if (size > MOST_STEPS) {
    const message = `"${pattern}" repeats too much: it takes ${size} steps, and ${MOST_STEPS} are the most.`;
    problems.error("PATTERN_WRONG", value.at, message);
  }
  return size !== undefined && size <= MOST_STEPS;
}

/** RE2 takes time in proportion to the length of the message times this: a small pattern with repetitions in repetitions may be large. */
const MOST_STEPS = 1_000;

/** Undefined when RE2 does not take it. */
function sizeOf(pattern: string): number | undefined {
  try {
    return RE2JS.compile(pattern).programSize();
  } catch {
    return undefined;
  }
}
