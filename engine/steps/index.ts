import { ask } from "./ask.ts";
import { askAgain } from "./ask-again.ts";
import { book } from "./book.ts";
import { call } from "./call.ts";
import { changeAnswer } from "./change-answer.ts";
import { choose } from "./choose.ts";
import { end } from "./end.ts";
import { forEach } from "./for-each.ts";
import { goto } from "./goto.ts";
import { handoff } from "./handoff.ts";
import { ifStep } from "./if.ts";
import { repeat } from "./repeat.ts";
import { run } from "./run.ts";
import { say } from "./say.ts";
import { sayOneOf } from "./say-one-of.ts";
import { set } from "./set.ts";
import { show } from "./show.ts";
import { skip } from "./skip.ts";
import { split } from "./split.ts";
import type { Block, Step } from "./step.ts";
import { tag } from "./tag.ts";
import { tell } from "./tell.ts";
import type { VerbDefinition } from "./verb-definition.ts";
import { wait } from "./wait.ts";

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
  run,
  call,
  split,
  forEach,
  repeat,
  skip,
  wait,
  tell,
  tag,
  askAgain,
  book,
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

/** The steps that hang below a step. */
export function blocksOf(step: Step): readonly Block[] {
  switch (step.verb) {
    case "choose":
      return [...step.branches.map((branch) => branch.do), step.otherwise];
    case "if":
      return [step.then, step.else];
    case "handoff":
      return [step.ifNobody, step.whenBack];
    default:
      return "inside" in step ? [...step.inside, ...(step.ifFails ? [step.ifFails] : [])] : [];
  }
}
