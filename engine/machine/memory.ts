import type { Value } from "../conditions/condition.ts";
import {
  type Context,
  type Detour,
  type Door,
  EMPTY_CONTEXT,
  type Kept,
  type Mark,
  own,
  type Portable,
  type Walk,
} from "./context.ts";

/** Visits of a section on the present walk, at least 1. */
export function visitOf(context: Context, section: string): number {
  return own(context.walk.rounds, section)?.visit ?? 1;
}

function answersRoundOf(context: Context, section: string): number {
  return own(context.walk.rounds, section)?.answers ?? 1;
}

/** A step's name on this round of its section and of the loops around it: marks, doors and tries are kept by it. */
export function stepOf(context: Context, section: string, key: string): string {
  const visit = visitOf(context, section);
  return `${visit === 1 ? key : `${key}~${visit}`}${loopOf(context)}`;
}

/** The rounds of the loops that the walk is in: the item of a `for_each`, the number of a `repeat`. */
export function loopOf(context: Context): string {
  return context.walk.loops
    .map(({ index, items }) =>
      items === null ? `[${index + 1}]` : `[${JSON.stringify(items[index] ?? index)}]`,
    )
    .join("");
}

export function markOf(context: Context, section: string, key: string): Mark | undefined {
  return own(context.portable.marks, stepOf(context, section, key));
}

export function withPortable(context: Context, change: Partial<Portable>): Context {
  return { ...context, portable: { ...context.portable, ...change } };
}

export function withWalk(context: Context, change: Partial<Walk>): Context {
  return { ...context, walk: { ...context.walk, ...change } };
}

export function mark(context: Context, section: string, key: string, change: Partial<Mark>): Context {
  const step = stepOf(context, section, key);
  const before = own(context.portable.marks, step) ?? { done: false };
  return withPortable(context, { marks: { ...context.portable.marks, [step]: { ...before, ...change } } });
}

/**
 * The answer that makes an `ask` in this section pass: what it collected itself on this round, else what was collected
 * elsewhere or told. An answer of the section's own earlier rounds does not count: a section visited again asks anew.
 */
export function knownAt(context: Context, section: string, question: string): number | undefined {
  const round = answersRoundOf(context, section);
  const loop = loopOf(context);
  const answers = context.portable.answers;
  let elsewhere: number | undefined;
  for (let index = answers.length - 1; index >= 0; index--) {
    const kept = answers[index];
    if (kept?.question !== question) continue;
    // What an `ask_again` of this section collected is the section's own too.
    const own = kept.section === section || kept.section.startsWith(`${section}+`);
    if (own && kept.round === round && kept.loop === loop) return index;
    if (!own) elsewhere ??= index;
  }
  return elsewhere;
}

/** The answer that this very step collected on this round; `collector` tells it from others of its section. */
export function collectedAt(
  context: Context,
  section: string,
  collector: string,
  question: string,
): number | undefined {
  const round = answersRoundOf(context, section);
  const loop = loopOf(context);
  const index = context.portable.answers.findLastIndex(
    (kept) =>
      kept.question === question && kept.section === collector && kept.round === round && kept.loop === loop,
  );
  return index < 0 ? undefined : index;
}

/** Puts the question on the path with the answer it has. */
export function pass(context: Context, question: string, index: number): Context {
  return withWalk(context, { path: { ...context.walk.path, [question]: index } });
}

/** Keeps an answer that an `ask` of this section collected, and puts it on the path. */
export function keepAsked(
  context: Context,
  section: string,
  question: string,
  value: Value,
  source: Kept["source"],
  collector = section,
): Context {
  const round = answersRoundOf(context, section);
  const loop = loopOf(context);
  const answers = [...context.portable.answers, { question, value, source, section: collector, round, loop }];
  return pass(withPortable(context, { answers }), question, answers.length - 1);
}

/** Keeps facts: told unasked, or given from outside. One that is known already is changed. */
export function keepFacts(
  context: Context,
  facts: readonly { readonly question: string; readonly value: Value }[],
  source: "told" | "given",
): Context {
  let next = context;
  for (const { question, value } of facts) {
    const index = latest(next, question);
    next =
      index === undefined
        ? withPortable(next, {
            answers: [...next.portable.answers, { question, value, source, section: "", round: 1, loop: "" }],
          })
        : correct(next, index, value);
  }
  return next;
}

/** The answer that a correction changes: the latest on the path, else the latest kept. */
export function latest(context: Context, question: string): number | undefined {
  const onPath = own(context.walk.path, question);
  if (onPath !== undefined) return onPath;
  const index = context.portable.answers.findLastIndex((kept) => kept.question === question);
  return index < 0 ? undefined : index;
}

export function correct(context: Context, index: number, value: Value): Context {
  const answers = context.portable.answers.map((kept, at) => (at === index ? corrected(kept, value) : kept));
  return withPortable(context, { answers });
}

/** Whoever speaks last, speaks: what a rep wrote before is theirs no more. */
function corrected({ edited: _edited, ...kept }: Kept, value: Value): Kept {
  return { ...kept, value };
}

/** Answers that count here: on the path, told, or given; skipped ones do not. In the order in which they were given. */
export function counting(context: Context): ReadonlyMap<string, Kept> {
  const found = new Map<string, Kept>();
  const { answers } = context.portable;
  answers.forEach((kept, index) => {
    const onPath = own(context.walk.path, kept.question);
    const counts = onPath === undefined ? kept.source !== "asked" : onPath === index;
    if (!counts) return;
    if (kept.value === null) found.delete(kept.question);
    else found.set(kept.question, kept);
  });
  return found;
}

/** Enters a section: its next round begins. */
export function enterSection(context: Context, section: string): Context {
  const before = own(context.walk.rounds, section);
  const visit = (before?.visit ?? 0) + 1;
  const answers = context.walk.keepAnswers && before ? before.answers : visit;
  return withWalk(context, {
    rounds: { ...context.walk.rounds, [section]: { visit, answers } },
    keepAnswers: false,
    loops: [],
  });
}

/** Enters the section of a detour: its round is the number of the detour's visit, so that a replay finds it as it was. */
export function enterDetour(context: Context, section: string): Context {
  const detour = context.portable.detours.at(-1);
  const visit = detour && "visit" in detour ? detour.visit : 1;
  return withWalk(context, {
    rounds: { ...context.walk.rounds, [section]: { visit, answers: visit } },
    keepAnswers: false,
  });
}

export function openDetour(context: Context, detour: Detour): Context {
  return withPortable(context, { detours: [...context.portable.detours, detour] });
}

/** Counts a visit of a topic or of `if_stuck`. */
export function countVisit(context: Context, name: string): [Context, number] {
  const visit = (own(context.portable.visits, name) ?? 0) + 1;
  return [withPortable(context, { visits: { ...context.portable.visits, [name]: visit } }), visit];
}

export function closeDetour(context: Context): Context {
  return withPortable(context, { detours: context.portable.detours.slice(0, -1) });
}

/** Leaves the step at which the talk rests for good, by a door: a replay takes the same one. */
export function leaveBy(context: Context, door: Door): Context {
  const { doors } = context.portable;
  return withPortable(context, { doors: { ...doors, [context.walk.rest]: door }, detours: [] });
}

/** As `leaveBy`, for a person asked for at any time: the talk goes on at the step that is open now. */
export function leaveForHuman(context: Context, section: string): Context {
  const resume = { state: context.walk.restState, base: context.walk };
  return leaveBy(withPortable(context, { resume }), { to: "section", section });
}

/** One more failed try of the step at which the talk rests. */
export function countTry(context: Context, step: string): Context {
  const tries = (own(context.portable.tries, step) ?? 0) + 1;
  return withPortable(context, { tries: { ...context.portable.tries, [step]: tries } });
}

/** Forgets answers, marks and rounds; keeps facts given from outside. */
export function startOver(context: Context): Context {
  const { visitor, start, facts, variants, epoch, answers, consents } = context.portable;
  return withPortable(context, {
    ...EMPTY_CONTEXT.portable,
    visitor,
    start,
    facts,
    variants,
    ...(consents && { consents }),
    answers: answers.filter((kept) => kept.source === "given"),
    entry: { state: start, base: null },
    epoch: epoch + 1,
  });
}
