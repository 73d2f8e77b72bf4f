import { ask } from "./ask.ts";
import { changeAnswer } from "./change-answer.ts";
import { choose } from "./choose.ts";
import { end } from "./end.ts";
import { goto } from "./goto.ts";
import { handoff } from "./handoff.ts";
import { ifStep } from "./if.ts";
import { laterVerbs } from "./later.ts";
import { say } from "./say.ts";
import { sayOneOf } from "./say-one-of.ts";
import { set } from "./set.ts";
import { show } from "./show.ts";
import type { Step } from "./step.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** All verbs of the language, in the order in which they are offered. A new verb is one file and one line here. */
export const VERBS: readonly VerbDefinition[] = [
  say,
  sayOneOf,
  show,
  ask,
  choose,
  ifStep,
  goto,
  handoff,
  set,
  changeAnswer,
  end,
  ...laterVerbs,
];

const BY_VERB: ReadonlyMap<string, VerbDefinition> = new Map(
  VERBS.map((definition) => [definition.verb, definition]),
);

/** What is known of a step's verb. */
export function verbOf({ verb }: Step): VerbDefinition {
  const definition = BY_VERB.get(verb);
  if (!definition) throw new Error(`no verb ${verb} in steps/index.ts`);
  return definition;
}
