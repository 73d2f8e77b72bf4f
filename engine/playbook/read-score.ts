import type { Condition } from "../conditions/condition.ts";
import type { Grades, ScoreRule } from "../lead/score.ts";
import { child, numberOf, type SourceNode, textOf } from "../problems/source-node.ts";
import type { FileReader } from "./file-reader.ts";

/** The table under `score:`; a line that cannot be read is left out, and told about. */
export function readScore(node: SourceNode | undefined, file: FileReader): readonly ScoreRule[] {
  return (node?.items ?? []).flatMap((line) => {
    const when = child(line, "when");
    const add = numberOf(child(line, "add"));
    const because = textOf(child(line, "because"));
    const condition = when === undefined ? undefined : file.condition(when);
    if (condition !== undefined) refuseScoreItself(condition, file);
    if (condition === undefined || add === undefined || because === undefined) return [];
    return [{ when: condition, add, because, at: line.at }];
  });
}

function refuseScoreItself(condition: Condition, file: FileReader): void {
  if (condition.is === "test") {
    if (condition.name !== "score" && condition.name !== "grade") return;
    file.problems.error(
      "SCORE_OF_ITSELF",
      condition.at,
      `A rule of the score can't look at the ${condition.name}.`,
    );
  } else if (condition.is === "formula") {
    const own = condition.formula.uses.find(({ as }) => as === "score" || as === "grade");
    if (own === undefined) return;
    const message = `A rule of the score can't look at the ${own.as}.`;
    file.problems.error("SCORE_OF_ITSELF", condition.formula.at, message);
  } else if (condition.is === "not") {
    refuseScoreItself(condition.of, file);
  } else {
    for (const part of condition.of) refuseScoreItself(part, file);
  }
}

export function readGrades(node: SourceNode | undefined, { problems }: FileReader): Grades | undefined {
  const hot = numberOf(child(node, "hot"));
  const warm = numberOf(child(node, "warm"));
  if (node === undefined || hot === undefined || warm === undefined) return undefined;
  if (hot <= warm) {
    problems.error(
      "GRADES_ORDER",
      node.at,
      `Hot begins at ${hot} and warm at ${warm}: hot must be the higher one.`,
    );
  }
  return { hot, warm };
}
