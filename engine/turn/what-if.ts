import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { isPrivate } from "../compile/private-names.ts";
import { valuesOf } from "../compile/values.ts";
import type { Lookup } from "../conditions/lookup.ts";
import type { Grade } from "../lead/lead.ts";
import { gradeOf, receiptOf, scoreOf } from "../lead/score.ts";
import type { Context } from "../machine/context.ts";
import { counting } from "../machine/memory.ts";
import type { Talk } from "./turn.ts";

/** What the score would be without one answer. */
export interface WhatIf {
  readonly question: string;
  /** The word for the question in a sentence. */
  readonly called: string;
  /** Reasons of the rules that count now and would not. */
  readonly because: readonly string[];
  readonly score: number;
  readonly grade: Grade;
}

/**
 * The answers without which the grade would be another: the rules are run again without each. The one that costs the most
 * comes first. Nothing where the playbook names no grades.
 */
export function whatIfOf({ playbook }: CompiledPlaybook, talk: Talk): readonly WhatIf[] {
  const { grades, score: rules } = playbook;
  const context = talk.snapshot.context as Partial<Context>;
  // A conversation that never began has no memory.
  if (!grades || context.portable === undefined) return [];
  const whole = context as Context;
  const lookup = valuesOf(playbook, whole);
  const isHidden = isPrivate(playbook);
  const now = receiptOf(rules, lookup);
  const grade = gradeOf(scoreOf(now), grades);
  const found = [...counting(whole).keys()].flatMap((name): readonly WhatIf[] => {
    if (isHidden(name)) return [];
    const without: Lookup = (asked) => (asked === name ? undefined : lookup(asked));
    const receipt = receiptOf(rules, without);
    const score = scoreOf(receipt);
    if (gradeOf(score, grades) === grade) return [];
    const because = now
      .filter((line, index) => line.counted && receipt[index]?.counted === false)
      .map((line) => line.because);
    const called = playbook.questions.get(name)?.called ?? name.replaceAll("_", " ");
    return [{ question: name, called, because, score, grade: gradeOf(score, grades) }];
  });
  return found.toSorted((a, b) => a.score - b.score);
}
