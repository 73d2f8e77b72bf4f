import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Detour, EntryPoint, Portable, Walk } from "../machine/context.ts";

/** What a question of an older version is called now. A name that is still declared is itself, whatever `renamed:` says. */
export type NewName = (question: string) => string;

export function newNameIn({ playbook }: CompiledPlaybook): NewName {
  return (question) =>
    playbook.questions.has(question) ? question : (playbook.renamed.get(question) ?? question);
}

/** The memory under the new names of its questions: answers, paths, and the steps that are named after a question. */
export function renamedPortable(portable: Portable, renamed: ReadonlyMap<string, string>): Portable {
  if (renamed.size === 0) return portable;
  const name: NewName = (question) => renamed.get(question) ?? question;
  const step = (key: string) => newStep(key, renamed);
  return {
    ...portable,
    answers: portable.answers.map((kept) => ({
      ...kept,
      question: name(kept.question),
      section: step(kept.section),
    })),
    marks: withKeys(portable.marks, step),
    results: withKeys(portable.results, step),
    doors: withKeys(portable.doors, step),
    tries: withKeys(portable.tries, step),
    detours: portable.detours.map((detour) => newDetour(detour, name)),
    entry: newEntry(portable.entry, name, step),
    resume: portable.resume && newEntry(portable.resume, name, step),
  };
}

/** `start:ask:company_size~2` and `start+start:ask_again:company_size` hold a question's name; an `id:` does not. */
function newStep(key: string, renamed: ReadonlyMap<string, string>): string {
  return key.replace(
    /(:ask(?:_again)?:)([^:#~[>|]+)/g,
    (whole, verb: string, question: string) => verb + (renamed.get(question) ?? whole.slice(verb.length)),
  );
}

function newDetour(detour: Detour, name: NewName): Detour {
  if (detour.is === "change") return { ...detour, question: name(detour.question) };
  if (detour.is !== "stuck" || detour.skips === null) return detour;
  return { ...detour, skips: { ...detour.skips, question: name(detour.skips.question) } };
}

function newEntry({ state, base }: EntryPoint, name: NewName, step: (key: string) => string): EntryPoint {
  return { state: step(state), base: base && newWalk(base, name, step) };
}

function newWalk(walk: Walk, name: NewName, step: (key: string) => string): Walk {
  return {
    ...walk,
    path: withKeys(walk.path, name),
    rest: step(walk.rest),
    restState: step(walk.restState),
  };
}

function withKeys<T>(record: { readonly [key: string]: T }, rename: (key: string) => string) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]));
}
