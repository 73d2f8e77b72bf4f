import type { Value } from "../conditions/condition.ts";
import type { Lookup } from "../conditions/lookup.ts";
import { gradeOf, receiptOf, scoreOf } from "../lead/score.ts";
import { type Context, type Kept, own, type WorldSeen } from "../machine/context.ts";
import { counting } from "../machine/memory.ts";
import type { Playbook } from "../playbook/playbook.ts";

/**
 * The names that conditions and texts may use, as they stand here: answers that count, facts, variables, and the
 * built-in names. Score and grade are worked out only when asked for.
 *
 * @param seen the world as a step first saw it
 */
export function valuesOf(playbook: Playbook, context: Context, seen: WorldSeen = context.world): Lookup {
  const answers = counting(context);
  const told: Lookup = (name) => {
    if (!mayRead(playbook, answers, name)) return undefined;
    return answers.get(name)?.value ?? own(context.walk.vars, name) ?? own(context.portable.facts, name);
  };
  const score = () => scoreOf(receiptOf(playbook.score, told));

  return (name): Value | undefined => {
    const value = told(name);
    if (value !== undefined) return value;
    switch (name) {
      case "score":
        return score();
      case "grade":
        return playbook.grades && gradeOf(score(), playbook.grades);
      case "open":
        return seen.open;
      case "online":
        return seen.online;
      case "hour":
        return seen.hour;
      case "visitor":
        return context.portable.facts;
      default:
        return own(context.page, name);
    }
  };
}

/** An answer with `needs_consent:` is not there for anybody until the visitor has agreed to that. */
export function mayRead(
  { questions }: Playbook,
  answers: ReadonlyMap<string, Pick<Kept, "value">>,
  name: string,
): boolean {
  const needed = questions.get(name)?.needsConsent;
  if (needed === undefined) return true;
  return [...questions.values()].some(
    (question) => question.purposes?.includes(needed) === true && answers.get(question.name)?.value === true,
  );
}
