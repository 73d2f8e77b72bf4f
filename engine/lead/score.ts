import type { Condition } from "../conditions/condition.ts";
import { holds } from "../conditions/holds.ts";
import type { Lookup } from "../conditions/lookup.ts";
import type { Place } from "../problems/problem.ts";
import type { Grade, ReceiptLine } from "./lead.ts";

export interface ScoreRule {
  readonly when: Condition;
  /** Whole points, may be negative. */
  readonly add: number;
  /** Shown to the rep beside the points. */
  readonly because: string;
  readonly at: Place;
}

/** Lowest score of each grade; below `warm` is cold. */
export interface Grades {
  readonly hot: number;
  readonly warm: number;
}

/** The bill: every rule, and whether it counts with these answers. */
export function receiptOf(rules: readonly ScoreRule[], lookup: Lookup): readonly ReceiptLine[] {
  return rules.map(({ when, because, add }) => ({ because, add, counted: holds(when, lookup) }));
}

/** The plain sum of the rules that count. Whole points, worked out anew each time, never clamped. */
export function scoreOf(receipt: readonly ReceiptLine[]): number {
  return receipt.reduce((sum, line) => (line.counted ? sum + line.add : sum), 0);
}

/** Both bounds belong to their grade: 60 is hot where hot is 60. */
export function gradeOf(score: number, grades: Grades): Grade {
  if (score >= grades.hot) return "hot";
  return score >= grades.warm ? "warm" : "cold";
}
