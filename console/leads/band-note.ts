import type { LeadView } from "../../server/wire/rep.ts";
import { gradeWords } from "../look/words.ts";

type Grades = NonNullable<LeadView["grades"]>;
type Grade = NonNullable<LeadView["grade"]>;

/**
 * What would change the band: the one rule not met that would lift it the most surely, and the one met without which
 * it would fall. Undefined when no single rule changes it, or when the playbook names no grades.
 */
export function bandNote({ score, grade, grades, receipt }: LeadView): string | undefined {
  if (!grade || !grades) return undefined;
  const lift = receipt
    .filter((line) => !line.counted && bandOf(score + line.add, grades) !== grade && line.add > 0)
    .sort((a, b) => a.add - b.add)[0];
  const fall = receipt
    .filter((line) => line.counted && line.add > 0 && bandOf(score - line.add, grades) !== grade)
    .sort((a, b) => b.add - a.add)[0];
  const sentences = [
    lift && `With “${lift.because}” it would be ${words(score + lift.add, grades)}.`,
    fall && `Without “${fall.because}” it would be ${words(score - fall.add, grades)}.`,
  ].filter((sentence) => sentence !== undefined);
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

function words(score: number, grades: Grades): string {
  return `${gradeWords[bandOf(score, grades)].toLowerCase()}, at ${score}`;
}

function bandOf(score: number, { hot, warm }: Grades): Grade {
  if (score >= hot) return "hot";
  return score >= warm ? "warm" : "cold";
}
