import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { valuesOf } from "../compile/values.ts";
import type { Value } from "../conditions/condition.ts";
import { isEmpty } from "../conditions/lookup.ts";
import type { Lead } from "../lead/lead.ts";
import { gradeOf, receiptOf, scoreOf } from "../lead/score.ts";
import type { Context } from "../machine/context.ts";
import { counting } from "../machine/memory.ts";

/** The lead as it stands: the answers that count, worked out anew, so that a correction corrects the score. */
export function leadOf({ playbook }: CompiledPlaybook, context: Context, outcome: string | undefined): Lead {
  const lookup = valuesOf(playbook, context);
  const receipt = receiptOf(playbook.score, lookup);
  const score = scoreOf(receipt);
  const answers = [...counting(context).values()].flatMap(({ question, value, source }) => {
    const declared = playbook.questions.get(question);
    if (declared?.private) return [];
    return [{ name: question, called: declared?.called ?? question.replaceAll("_", " "), value, source }];
  });
  const fields = playbook.lead.fields.flatMap(({ theirs, ours }): [string, Value][] => {
    const value = lookup(ours);
    return isEmpty(value) ? [] : [[theirs, value]];
  });
  const { uniqueBy } = playbook.lead;
  const key = uniqueBy === undefined ? undefined : lookup(uniqueBy);
  return {
    answers,
    fields: Object.fromEntries(fields),
    score,
    grade: playbook.grades && gradeOf(score, playbook.grades),
    receipt,
    tags: context.walk.tags,
    outcome,
    uniqueBy:
      uniqueBy !== undefined && typeof key === "string" ? { question: uniqueBy, value: key } : undefined,
  };
}
