import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { valuesOf } from "../compile/values.ts";
import { holds } from "../conditions/holds.ts";
import type { Lookup } from "../conditions/lookup.ts";
import { receiptOf, scoreOf } from "../lead/score.ts";
import { type Context, type Detour, own } from "../machine/context.ts";
import { collectedAt, knownAt } from "../machine/memory.ts";
import type { Position } from "../turn/move.ts";
import { type Ahead, type AheadOf, splitRules } from "./ahead.ts";
import { leavesOf } from "./leaves.ts";

/** What is counted for the promises along a path. */
export interface Counted {
  /** Different questions put since the talk began, or began anew. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Two places with one key go on alike: same state, same questions known ahead, the same outcome of every test ahead, the
 * same score where one ahead reads it, the same tries, open topic and counters of the promises.
 */
export function mergeKey(
  compiled: CompiledPlaybook,
  { value, context }: Position,
  counted: Counted,
  aheadOf: AheadOf,
): string {
  const { portable, walk } = context;
  if (isOver(compiled, value)) return value;
  const inDetour = portable.detours.length > 0;
  const ahead = aheadOf([
    value,
    ...(inDetour && walk.restState !== value ? [walk.restState] : []),
    ...(portable.resume === null ? [] : [portable.resume.state]),
  ]);
  const lookup = valuesOf(compiled.playbook, context);
  return [
    value,
    portable.detours.map(detourKey).join("+"),
    inDetour ? walk.restState : "",
    portable.resume?.state ?? "",
    triesHere(context, value),
    portable.stuckTo.join(),
    walk.loops.map(({ key, index }) => `${key}:${index}`).join(),
    ahead.leaves.map((leaf) => (holds(leaf, lookup) ? "1" : "0")).join(""),
    ahead.whole.map((name) => JSON.stringify(lookup(name) ?? null)).join(),
    ahead.teams.map((team) => (context.world.open.includes(team) ? "1" : "0")).join(""),
    ahead.asks.map((state) => knownKey(compiled, context, state)).join(""),
    ahead.scores.map((playbook) => scoreKey(ahead, playbook, valuesOf(playbook, context))).join(),
    countedKey(compiled, ahead, counted),
  ].join("|");
}

/** Nothing is walked behind an end. */
export function isOver({ rests }: CompiledPlaybook, state: string): boolean {
  return rests.get(state)?.status === "ended";
}

function detourKey(detour: Detour): string {
  switch (detour.is) {
    case "topic":
      return `topic ${detour.name}`;
    case "stuck":
      return `stuck ${detour.scope}`;
    case "change":
      return `change ${detour.question}`;
    case "offer":
      return `offer ${detour.section}`;
    case "start_over":
      return detour.is;
  }
}

/** Failed tries of the step that is open, and of the one that a topic has left open. */
function triesHere({ portable, walk }: Context, value: string): string {
  const isHere = (step: string) =>
    [value, walk.rest].some((name) => step === name || step.startsWith(`${name}~`));
  return Object.entries(portable.tries)
    .flatMap(([step, tries]) => (isHere(step) ? [`${step.startsWith(value)}${tries}`] : []))
    .join();
}

/** Whether an `ask` ahead would pass: for good, or only on this round of its section. */
function knownKey({ steps }: CompiledPlaybook, context: Context, state: string): string {
  const placed = steps.get(state);
  if (placed?.step.verb === "ask_again") {
    const { question, key } = placed.step;
    return collectedAt(context, placed.section, `${placed.section}+${key}`, question) === undefined
      ? "-"
      : "a";
  }
  if (placed?.step.verb !== "ask") return "";
  const { section, step } = placed;
  const index = knownAt(context, section, step.question);
  if (index === undefined) return "-";
  const { answers } = context.portable;
  const isOwn = (at: string) => at === section || at.startsWith(`${section}+`);
  const elsewhere = answers.findLast((kept) => kept.question === step.question && !isOwn(kept.section));
  const sign = isOwn(answers[index]?.section ?? "") ? "o" : "e";
  if (elsewhere === undefined) return sign;
  const isSeen = answers[own(context.walk.path, step.question) ?? -1] === elsewhere;
  return isSeen ? `${sign}e` : `${sign}${JSON.stringify(elsewhere.value)}`;
}

/** Rules that nothing ahead can change count by their sum, the others one by one. */
function scoreKey(ahead: Ahead, playbook: Ahead["scores"][number], lookup: Lookup): string {
  const { open, settled } = splitRules(playbook, ahead.writes);
  const leaves = open.flatMap(({ when }) => leavesOf(when));
  return `${scoreOf(receiptOf(settled, lookup))}:${leaves.map((leaf) => (holds(leaf, lookup) ? "1" : "0")).join("")}`;
}

function countedKey({ playbook, steps }: CompiledPlaybook, { asks }: Ahead, { asked }: Counted): string {
  if (playbook.promises?.atMostQuestions === undefined) return "";
  const ahead = new Set(
    asks.flatMap((state) => {
      const step = steps.get(state)?.step;
      return step !== undefined && "question" in step ? [step.question] : [];
    }),
  );
  const open = [...ahead].map((question) => (asked.has(question) ? "1" : "0")).join("");
  return `${asked.size}:${open}`;
}
