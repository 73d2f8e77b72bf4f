import type { LeadView } from "../../server/wire/rep.ts";
import { gradeWords } from "../look/words.ts";

/**
 * "Hot since “Budget fits”; without budget it would be cold, at 20.": the answer on which the grade hangs the most, from a run
 * of the rules without it, and the one rule that would lift it. Undefined where the grade hangs on no single answer.
 */
export function whatIfNote({
  what_if: whatIf = [],
  grade,
  grades,
  score,
  receipt,
}: LeadView): string | undefined {
  const [most] = whatIf;
  if (!most || !grade) return undefined;
  const because = most.because.map((one) => `“${one}”`).join(" and ");
  const since = because === "" ? "" : ` since ${because}`;
  const fall = `${gradeWords[grade]}${since}; without ${most.called} it would be ${gradeWords[most.grade].toLowerCase()}, at ${most.score}.`;
  const next = grades && { cold: grades.warm, warm: grades.hot, hot: undefined }[grade];
  const lift =
    next === undefined
      ? undefined
      : receipt
          .filter(({ counted, add }) => !counted && score + add >= next)
          .toSorted((a, b) => a.add - b.add)[0];
  if (!lift || !grades) return fall;
  const lifted = score + lift.add >= grades.hot ? "hot" : "warm";
  return `${fall} With “${lift.because}” it would be ${lifted}, at ${score + lift.add}.`;
}
