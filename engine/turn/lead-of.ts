import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { isPrivate } from "../compile/private-names.ts";
import { mayRead, valuesOf } from "../compile/values.ts";
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
  const isHidden = isPrivate(playbook);
  const known = counting(context);
  const answers = [...known.values()].flatMap(({ question, value, source, edited }) => {
    const declared = playbook.questions.get(question);
    if (isHidden(question) || !mayRead(playbook, known, question)) return [];
    const called = declared?.called ?? question.replaceAll("_", " ");
    return [{ name: question, called, value, source, ...(edited && { edited }) }];
  });
  const fields = playbook.lead.fields.flatMap(({ theirs, ours }): [string, Value][] => {
    const value = isHidden(ours.split(".")[0] ?? ours) ? undefined : lookup(ours);
    return isEmpty(value) ? [] : [[theirs, value]];
  });
  const { uniqueBy } = playbook.lead;
  const key = uniqueBy === undefined || isHidden(uniqueBy) ? undefined : lookup(uniqueBy);
  return {
    answers,
    fields: Object.fromEntries(fields),
    score,
    grade: playbook.grades && gradeOf(score, playbook.grades),
    receipt,
    tags: context.walk.tags,
    outcome,
    ...(context.portable.consents && { consents: context.portable.consents }),
    uniqueBy:
      uniqueBy !== undefined && typeof key === "string" ? { question: uniqueBy, value: key } : undefined,
  };
}
