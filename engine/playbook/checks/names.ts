import type { Condition } from "../../conditions/condition.ts";
import type { Formula } from "../../conditions/formula.ts";
import { didYouMean } from "../../problems/did-you-mean.ts";
import type { Place } from "../../problems/problem.ts";
import type { Slot } from "../../texts/template.ts";
import type { FileReader } from "../file-reader.ts";
import { BUILT_IN_NAMES } from "../names.ts";
import type { Playbook } from "../playbook.ts";
import { checkName } from "../read-questions.ts";
import type { NamedPlace } from "../uses.ts";

/** Every name that the file uses must be a question, a section, or something given or set. */
export function checkNames(playbook: Playbook, file: FileReader): void {
  const { used } = file;
  for (const { name, at } of used.given) checkName(name, at, file);
  const values = new Set([...playbook.questions.keys(), ...used.given.map(({ name }) => name)]);
  const known = new Set([...values, ...BUILT_IN_NAMES]);
  checkAll(used.questions, playbook.questions, file, "question");
  checkAll(used.sections, playbook.sections, file, "section");
  // "parcel.shops" is a field of "parcel".
  for (const { name, at } of used.names) checkValue(name.split(".")[0] ?? name, at, known, file);
  for (const template of used.templates) {
    for (const part of template.parts) {
      if (typeof part !== "string") checkSlot(part, known, file);
    }
  }
  for (const condition of used.conditions) checkCondition(condition, known, file);
  for (const { name, at } of used.bareTexts) {
    if (!values.has(name)) continue;
    const message = `"${name}" is the name of an answer. Write "{{ ${name} }}" to use the answer itself.`;
    file.problems.error("NAME_AS_TEXT", at, message);
  }
  checkGrade(playbook, file);
}

function checkAll(
  uses: readonly NamedPlace[],
  known: ReadonlyMap<string, unknown>,
  { problems }: FileReader,
  what: "question" | "section",
): void {
  const code = what === "question" ? "QUESTION_UNKNOWN" : "SECTION_UNKNOWN";
  for (const { name, at } of uses) {
    if (known.has(name)) continue;
    problems.error(code, at, `There is no ${what} called "${name}".${didYouMean(name, known.keys())}`);
  }
}

function checkValue(
  name: string,
  at: Place,
  known: ReadonlySet<string>,
  { problems, used }: FileReader,
): void {
  if (known.has(name)) return;
  const [run] = used.runs;
  const message = `Nothing called "${name}" is asked or given.${didYouMean(name, known)}`;
  // The answers of the playbook that it runs come back under their own names, which this file does not show.
  if (run === undefined) problems.error("NAME_UNKNOWN", at, message);
  else
    problems.warning("NAME_UNKNOWN", at, `${message} Unless "${run.name}" brings it back, it stays empty.`);
}

function checkSlot({ path, or, at }: Slot, known: ReadonlySet<string>, file: FileReader): void {
  checkValue(path[0] ?? "", at, known, file);
  if (or !== undefined && "path" in or) checkValue(or.path[0] ?? "", at, known, file);
}

function checkCondition(condition: Condition, known: ReadonlySet<string>, file: FileReader): void {
  if (condition.is === "test") checkValue(condition.name.split(".")[0] ?? "", condition.at, known, file);
  else if (condition.is === "formula") checkFormula(condition.formula, known, file);
  else if (condition.is === "not") checkCondition(condition.of, known, file);
  else for (const part of condition.of) checkCondition(part, known, file);
}

function checkFormula({ uses, at }: Formula, known: ReadonlySet<string>, file: FileReader): void {
  for (const { path } of uses) checkValue(path[0] ?? "", at, known, file);
}

/** `grade` is nothing at all where no grades are named. */
function checkGrade({ grades }: Playbook, { used, problems }: FileReader): void {
  if (grades !== undefined) return;
  const conditions = used.conditions.flatMap(gradeTests);
  const slots = used.templates.flatMap(({ parts }) => parts.filter((part) => typeof part !== "string"));
  const places = [...conditions, ...slots.filter(({ path }) => path[0] === "grade").map(({ at }) => at)];
  for (const at of places)
    problems.error("GRADES_MISSING", at, 'There is no grade: the playbook has no "grades:".');
}

function gradeTests(condition: Condition): readonly Place[] {
  if (condition.is === "test") return condition.name === "grade" ? [condition.at] : [];
  if (condition.is === "formula") {
    const { uses, at } = condition.formula;
    return uses.some(({ path }) => path[0] === "grade") ? [at] : [];
  }
  return condition.is === "not" ? gradeTests(condition.of) : condition.of.flatMap(gradeTests);
}
