import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import { holds } from "../conditions/holds.ts";
import type { Question } from "../questions/question.ts";
import type { Act } from "./act.ts";
import { candidateTexts, INVALID_TEXTS } from "./candidate-texts.ts";
import { type Leaf, namesOf } from "./leaves.ts";
import { leavesOfPlaybook } from "./leaves-of-playbook.ts";

/** One way to answer a question, and what is kept of it. */
export interface Sample {
  readonly act: Act;
  readonly value: Value;
}

/** How a question can be answered: one sample for each class of answers that anything in the playbook tells apart. */
export interface Answers {
  readonly valid: readonly Sample[];
  /** Something that it does not take; undefined where it takes all. */
  readonly invalid: Act | undefined;
  /** Why not all classes are there, in a sentence. */
  readonly limit: string | undefined;
}

/** More picks than this together are tried one by one and all at once. */
const MOST_PICKS = 4;
/** Beyond this many classes, one is taken for those that follow. */
const MOST_SAMPLES = 24;

/** The samples of every question of a playbook; each is worked out once. */
export function makeSamples(compiled: CompiledPlaybook): (question: Question) => Answers {
  const leaves = leavesOfPlaybook(compiled);
  const kept = new Map<Question, Answers>();
  return (question) => {
    const about = leaves.filter((leaf) => namesOf(leaf).includes(question.name));
    const found = kept.get(question) ?? answersOf(compiled, question, about);
    kept.set(question, found);
    return found;
  };
}

function answersOf(compiled: CompiledPlaybook, question: Question, about: readonly Leaf[]): Answers {
  const isWhole = about.some((leaf) => leaf.is === "formula");
  const all = allSamples(compiled, question, about);
  const classes = new Map<string, Sample>();
  for (const sample of all) {
    const sign = isWhole ? JSON.stringify(sample.value) : classOf(question.name, sample.value, about);
    if (!classes.has(sign)) classes.set(sign, sample);
  }
  const valid = [...classes.values()].slice(0, MOST_SAMPLES);
  return { valid, invalid: invalidFor(compiled, question), limit: limitOf(question, all, classes.size) };
}

function limitOf(
  { name, pick, choices }: Question,
  all: readonly Sample[],
  classes: number,
): string | undefined {
  if (all.length === 0) return `no answer to "${name}" could be made up that passes its checks`;
  if (classes > MOST_SAMPLES)
    return `of ${classes} kinds of answers to "${name}" only ${MOST_SAMPLES} were tried`;
  if (pick === "many" && choices.length > MOST_PICKS) {
    return `of "${name}" each pick, each two together and all were tried, not every set of picks`;
  }
  return undefined;
}

/** Answers that no test tells apart are one class. */
function classOf(name: string, value: Value, about: readonly Leaf[]): string {
  const lookup = (wanted: string) => (wanted === name ? value : undefined);
  return about.map((leaf) => (holds(leaf, lookup) ? "1" : "0")).join("");
}

function allSamples(
  compiled: CompiledPlaybook,
  question: Question,
  about: readonly Leaf[],
): readonly Sample[] {
  switch (question.kind) {
    case "yes_no":
    case "consent":
      return [
        { act: { is: "tap", question: question.name, picks: [true] }, value: true },
        { act: { is: "tap", question: question.name, picks: [false] }, value: false },
      ];
    case "file": {
      const name = "photo.jpg";
      return [{ act: { is: "file", name }, value: { id: name, name, type: "", size: 1, label: name } }];
    }
    case "choice":
      return choiceSamples(
        question,
        question.choices.map(({ label }) => label),
      );
    default:
      return candidateTexts(question, about).flatMap((text) => {
        const reading = compiled.understanding.read(text, { open: question, known: new Map() });
        if (reading.is !== "answer" || reading.question !== question.name || reading.also.length > 0)
          return [];
        return [{ act: { is: "user", text } as const, value: reading.value }];
      });
  }
}

/** The buttons of a question; of several picks each alone, two by two and all, or every set of a few. */
export function choiceSamples({ pick, name }: Question, values: readonly Value[]): readonly Sample[] {
  if (pick === "one")
    return values.map((value) => ({ act: { is: "tap", question: name, picks: [value] }, value }));
  const sets = values.length <= MOST_PICKS ? subsets(values) : fewSets(values);
  return sets.map((picks) => ({ act: { is: "tap", question: name, picks }, value: picks }));
}

function subsets(values: readonly Value[]): readonly (readonly Value[])[] {
  let sets: readonly (readonly Value[])[] = [[]];
  for (const value of values) sets = sets.concat(sets.map((set) => [...set, value]));
  return sets.filter((set) => set.length > 0);
}

function fewSets(values: readonly Value[]): readonly (readonly Value[])[] {
  const pairs = values.flatMap((one, index) => values.slice(index + 1).map((other) => [one, other]));
  return [...values.map((value) => [value]), ...pairs, values];
}

function invalidFor(compiled: CompiledPlaybook, question: Question): Act | undefined {
  for (const text of INVALID_TEXTS) {
    const reading = compiled.understanding.read(text, { open: question, known: new Map() });
    if (reading.is === "refused" || reading.is === "nothing") return { is: "user", text };
  }
  // What takes every text can still be refused: "skip" where the question is not optional is a failed try.
  return question.optional ? undefined : { is: "user", text: "skip" };
}
