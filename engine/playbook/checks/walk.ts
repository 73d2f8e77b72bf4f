import type { Condition } from "../../conditions/condition.ts";
import type { Block, ChooseStep, CompoundStep, HandoffStep, SetStep, Step } from "../../steps/step.ts";
import type { Slot, Template } from "../../texts/template.ts";
import type { Playbook } from "../playbook.ts";
import type { NamedPlace } from "../uses.ts";
import { impliedConsents } from "./consents.ts";
import { impliedNames } from "./implied-names.ts";
import type { NameSet } from "./name-set.ts";

/** Names that have a value on every path up to here. Owned by the walk that holds it, which adds to it. */
export type Known = NameSet;

/** What a walk along all paths of a block tells of. */
export interface WalkListener {
  goesTo(section: string, known: Known): void;
  says(template: Template, known: Known): void;
  /** A condition, or a name alone, is read here. */
  looks(at: Condition | NamedPlace, known: Known): void;
  neverReaches(step: Step, after: Step): void;
}

export interface Walk {
  readonly playbook: Playbook;
  /** `if_stuck` can run out, and then the question counts as skipped: no question is sure to be answered. */
  readonly asksMayFail: boolean;
  readonly listener: WalkListener;
}

/**
 * Walks every path of a block at once.
 * @returns what is known on every path that runs out at its end; undefined when none does
 */
export function walkBlock(block: Block, known: Known, walk: Walk): Known | undefined {
  let here: Known | undefined = known;
  for (const [index, step] of block.entries()) {
    here = walkStep(step, here, walk);
    if (here !== undefined) continue;
    const next = block[index + 1];
    if (next !== undefined && !isSamePlace(step, next)) walk.listener.neverReaches(next, step);
    return undefined;
  }
  return here;
}

/** Two verbs of one step: told about already. */
function isSamePlace(a: Step, b: Step): boolean {
  return a.at.line === b.at.line && a.at.column === b.at.column;
}

function walkStep(step: Step, known: Known, walk: Walk): Known | undefined {
  switch (step.verb) {
    case "end":
      return undefined;
    case "goto":
      walk.listener.goesTo(step.section, known);
      return undefined;
    case "ask":
      return walkQuestion(step.question, known, walk);
    case "change_answer":
      for (const question of step.questions) sayQuestion(question, known, walk);
      return known;
    case "choose":
      return walkChoose(step, known, walk);
    case "if":
      walk.listener.looks(step.when, known);
      return joinPaths([
        walkBlock(step.then, withImplied(known, step.when, true, walk), walk),
        walkBlock(step.else, withImplied(known, step.when, false, walk), walk),
      ]);
    case "handoff":
      return walkHandoff(step, known, walk);
    case "set":
      return walkSet(step, known, walk);
    case "say":
    case "say_one_of":
    case "show":
      for (const text of textsOf(step)) walk.listener.says(text, known);
      return known;
    case "run":
    case "call":
    case "split":
    case "for_each":
    case "repeat":
    case "skip":
    case "wait":
    case "tell":
    case "tag":
    case "ask_again":
    case "book":
      return walkLater(step, known, walk);
  }
}

function textsOf(step: Step): readonly Template[] {
  if (step.verb === "say") return [step.text];
  if (step.verb === "say_one_of") return step.texts;
  if (step.verb !== "show") return [];
  return step.cards.flatMap(({ title, text, image, buttons }) => [
    ...[title, text, image].filter((template) => template !== undefined),
    ...buttons.flatMap(({ label, link }) => [label, link]),
  ]);
}

function walkQuestion(name: string, known: Known, walk: Walk): Known {
  sayQuestion(name, known, walk);
  const question = walk.playbook.questions.get(name);
  if (question?.optional === false && !walk.asksMayFail) known.add(name);
  return known;
}

function sayQuestion(name: string, known: Known, { playbook, listener }: Walk): void {
  const question = playbook.questions.get(name);
  if (question === undefined) return;
  const sorries = question.check.map(({ sorry }) => sorry);
  for (const text of [question.ask, question.sorry, question.why, ...sorries]) {
    if (text !== undefined) listener.says(text, known);
  }
}

function walkChoose(step: ChooseStep, known: Known, walk: Walk): Known | undefined {
  const ends: (Known | undefined)[] = [];
  let rest = known;
  for (const branch of step.branches) {
    walk.listener.looks(branch.when, rest);
    ends.push(walkBlock(branch.do, withImplied(rest, branch.when, true, walk), walk));
    rest = withImplied(rest, branch.when, false, walk);
  }
  ends.push(walkBlock(step.otherwise, rest.with(), walk));
  return joinPaths(ends);
}

function walkHandoff(step: HandoffStep, known: Known, walk: Walk): Known | undefined {
  const waiting = step.whileWaiting.map(({ say }) => say);
  for (const text of [step.message, step.note, ...waiting]) {
    if (text !== undefined) walk.listener.says(text, known);
  }
  return joinPaths([
    walkBlock(step.ifNobody, known.with(), walk),
    walkBlock(step.whenBack, known.with(), walk),
  ]);
}

/** A value that is one slot alone may be empty: then the name is not known. A text with a slot in it may not. */
function walkSet(step: SetStep, known: Known, walk: Walk): Known {
  for (const { name, to } of step.values) {
    if ("formula" in to) {
      walk.listener.looks({ is: "formula", formula: to.formula }, known);
      // It comes to nothing where a value is unknown.
      known.delete(name);
      continue;
    }
    if ("value" in to) {
      known.add(name);
      continue;
    }
    const [part] = to.template.parts;
    if (to.template.parts.length > 1 || typeof part === "string") {
      walk.listener.says(to.template, known);
      known.add(name);
      continue;
    }
    if (part !== undefined) walk.listener.looks({ name: part.path[0] ?? "", at: part.at }, known);
    if (part !== undefined && isFilled(part, known)) known.add(name);
    else known.delete(name);
  }
  return known;
}

/** Whether a slot shows something for sure. */
export function isFilled({ path, or }: Slot, known: Pick<NameSet, "has">): boolean {
  if (known.has(path[0] ?? "")) return true;
  if (or === undefined) return false;
  return "text" in or || known.has(or.path[0] ?? "");
}

function walkLater(step: CompoundStep, known: Known, walk: Walk): Known | undefined {
  if (step.verb === "for_each") walk.listener.looks({ name: step.list[0] ?? "", at: step.at }, known);
  const given = known.with(step.gives);
  // The item of a loop is known in its texts and in its steps, the result of a call after it.
  for (const text of step.texts) walk.listener.says(text, step.verb === "for_each" ? given : known);
  const inside = step.inside.map((block) => walkBlock(block, given.with(), walk));
  if (step.verb === "skip") return undefined;
  if (step.verb === "split") return joinPaths(inside);
  if (step.verb === "for_each" || step.verb === "repeat") return known;
  if (step.ifFails === undefined) return given;
  return joinPaths([given, walkBlock(step.ifFails, known.with(), walk)]);
}

function withImplied(known: Known, condition: Condition, holds: boolean, { playbook }: Walk): Known {
  const consents = impliedConsents(condition, holds, playbook.questions);
  return known.with([...impliedNames(condition, holds), ...consents]);
}

function joinPaths(ends: readonly (Known | undefined)[]): Known | undefined {
  const [first, ...more] = ends.filter((end) => end !== undefined);
  return first && more.reduce((both, one) => both.and(one), first.with());
}
