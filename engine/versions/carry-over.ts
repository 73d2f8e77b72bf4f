import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { changeStateOf, endRestOf, sectionState } from "../compile/names.ts";
import type { Context, Detour, Door, EntryPoint, Kept, Portable, Walk } from "../machine/context.ts";
import { counting, keepFacts, withPortable } from "../machine/memory.ts";
import { newNameIn, renamedPortable } from "./new-names.ts";
import { refit } from "./refit.ts";

/** A conversation's memory, made to fit another version. */
export interface CarriedOver {
  readonly context: Context;
  /** Steps whose door led to a section or an end that is gone. */
  readonly closedDoors: ReadonlySet<string>;
}

/**
 * What another version takes over of a conversation: the portable part under its new names, without what the version no
 * longer has a place for. The walk is not carried: the replay makes it.
 */
export function carryOver(from: CompiledPlaybook, to: CompiledPlaybook, before: Context): CarriedOver {
  const now = newNameIn(to);
  const renamed = new Map([...to.playbook.renamed].filter(([old]) => now(old) !== old));
  const portable = renamedPortable(before.portable, renamed);
  const { answers, at } = answersFor(from, to, before, portable.answers, renamed);
  const doors = Object.entries(portable.doors);
  const open = doors.filter(([, door]) => leadsSomewhere(to, door));
  const fitted: Portable = {
    ...portable,
    answers,
    results: Object.fromEntries(
      Object.entries(portable.results).map(([step, result]) => [
        step,
        result.ok === true ? { ...result, carried: true } : result,
      ]),
    ),
    doors: Object.fromEntries(open),
    detours: portable.detours.filter((detour) => isThere(to, detour)),
    start: to.sections.includes(portable.start) ? portable.start : "start",
    entry: entryIn(to, portable.entry, at) ?? { state: "start", base: null },
    resume: portable.resume && (entryIn(to, portable.resume, at) ?? { state: "start", base: null }),
  };
  const closed = doors.filter(([, door]) => !leadsSomewhere(to, door));
  return {
    context: factsAsAnswers(to, withPortable({ ...before, parkedBecause: null }, fitted)),
    closedDoors: new Set(closed.map(([step]) => step)),
  };
}

/** `at`: where an answer stands now that others are gone; paths name answers by their place. */
interface AnswersNow {
  readonly answers: readonly Kept[];
  readonly at: ReadonlyMap<number, number>;
}

function answersFor(
  from: CompiledPlaybook,
  to: CompiledPlaybook,
  before: Context,
  underNewNames: readonly Kept[],
  renamed: ReadonlyMap<string, string>,
): AnswersNow {
  const oldNames = new Map([...renamed].map(([old, now]) => [now, old]));
  const counted = new Set(counting(before).values());
  const asked = askedIn(to);
  const answers: Kept[] = [];
  const at = new Map<number, number>();
  underNewNames.forEach((kept, index) => {
    const was = from.playbook.questions.get(oldNames.get(kept.question) ?? kept.question);
    const question = to.playbook.questions.get(kept.question);
    const value = question ? refit(was, question, kept.value) : kept.value;
    if (value === undefined) return;
    const original = before.portable.answers[index];
    // Nothing asks for it any more, so no path holds it: kept for the lead as if it had been told.
    const homeless = !asked.has(kept.question) && was?.private !== true;
    const told = kept.source === "asked" && homeless && original !== undefined && counted.has(original);
    at.set(index, answers.length);
    answers.push({ ...kept, value, ...(told && { source: "told" as const, section: "" }) });
  });
  return { answers, at };
}

/** Questions that some step asks. */
function askedIn(to: CompiledPlaybook): ReadonlySet<string> {
  const states = [...to.rests].filter(([state, { declared }]) => declared && !state.startsWith("change:"));
  return new Set(states.flatMap(([, { question }]) => question?.name ?? []));
}

/** A fact from outside that the new version declares as a question is its answer. */
function factsAsAnswers(to: CompiledPlaybook, context: Context): Context {
  const known = new Set(context.portable.answers.map(({ question }) => question));
  const entries = Object.entries(context.portable.facts);
  const isNow = ([name]: readonly [string, unknown]) => to.playbook.questions.has(name);
  const given = entries.filter((entry) => isNow(entry) && !known.has(entry[0]));
  const facts = Object.fromEntries(entries.filter((entry) => !isNow(entry)));
  return keepFacts(
    withPortable(context, { facts }),
    given.map(([question, value]) => ({ question, value })),
    "given",
  );
}

function leadsSomewhere(to: CompiledPlaybook, door: Door): boolean {
  switch (door.to) {
    case "end":
      return to.rests.has(endRestOf(door.outcome));
    case "return":
      return hasState(to, door.state);
    case "section":
      return hasState(to, sectionState(door.section));
  }
}

function isThere(to: CompiledPlaybook, detour: Detour): boolean {
  switch (detour.is) {
    case "topic":
      return hasState(to, sectionState(`anytime/${detour.name}`));
    case "change":
      return hasState(to, changeStateOf(detour.question));
    case "stuck":
      return hasState(to, sectionState(`${detour.scope}if_stuck`));
    case "start_over":
      return true;
    case "offer":
      return to.sections.includes(detour.section);
  }
}

/** @returns undefined when the place to begin is gone */
function entryIn(
  to: CompiledPlaybook,
  { state, base }: EntryPoint,
  at: ReadonlyMap<number, number>,
): EntryPoint | undefined {
  if (!to.rests.has(state) && !hasState(to, sectionState(state))) return undefined;
  return { state, base: base && baseIn(to, base, at) };
}

/** What had been gathered on the way to the entry point: answers that no longer fit are gone, and loops with them. */
function baseIn(to: CompiledPlaybook, base: Walk, at: ReadonlyMap<number, number>): Walk {
  const path = Object.entries(base.path).flatMap(([question, index]): [string, number][] => {
    const place = at.get(index);
    return place === undefined ? [] : [[question, place]];
  });
  return {
    ...base,
    path: Object.fromEntries(path),
    loops: base.loops.filter(({ key }) => hasState(to, key)),
  };
}

function hasState({ machine }: CompiledPlaybook, state: string): boolean {
  return Object.hasOwn(machine.states, state);
}
