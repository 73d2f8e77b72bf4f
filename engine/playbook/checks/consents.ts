import type { Condition } from "../../conditions/condition.ts";
import { didYouMean } from "../../problems/did-you-mean.ts";
import type { Place } from "../../problems/problem.ts";
import type { Question } from "../../questions/question.ts";
import type { Template } from "../../texts/template.ts";
import type { FileReader } from "../file-reader.ts";
import type { Playbook } from "../playbook.ts";

type Questions = Playbook["questions"];
/** What is known on every path up to here, consents among it (`consentTo`). */
interface Granted {
  has(name: string): boolean;
}

/** A consent among the names that a walk knows. A colon is in no name. */
export function consentTo(purpose: string): string {
  return `consent:${purpose}`;
}

/** The consents that the visitor has surely given where a condition came out as `holds`. */
export function impliedConsents(
  condition: Condition,
  holds: boolean,
  questions: Questions,
): ReadonlySet<string> {
  switch (condition.is) {
    case "not":
      return impliedConsents(condition.of, !holds, questions);
    case "all":
    case "any": {
      const parts = condition.of.map((part) => impliedConsents(part, holds, questions));
      const isUnion = (condition.is === "all") === holds;
      const names = new Set(parts.flatMap((part) => [...part]));
      return isUnion ? names : new Set([...names].filter((name) => parts.every((part) => part.has(name))));
    }
    case "formula":
      return new Set();
    case "test":
      return new Set(
        holds && isYes(condition) ? purposesOf(questions.get(condition.name)).map(consentTo) : [],
      );
  }
}

function isYes({ operator, value }: Extract<Condition, { is: "test" }>): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return operator === "is" && values.length > 0 && values.every((one) => one === true);
}

function purposesOf(question: Question | undefined): readonly string[] {
  return question?.purposes ?? [];
}

/** Consents that questions need and that none asks for, and rules of the score that read without one. */
export function checkConsents(playbook: Playbook, file: FileReader): void {
  const { problems, used } = file;
  const asked = new Set([...playbook.questions.values()].flatMap(purposesOf));
  for (const { name, at } of used.purposes) {
    // A playbook that is run may ask for it.
    if (asked.has(name) || used.runs.length > 0) continue;
    const near = didYouMean(name, asked);
    problems.error("CONSENT_UNKNOWN", at, `No question asks for the consent "${name}".${near}`);
  }
  for (const { when } of playbook.score) checkLook(when, new Set(), playbook.questions, file);
}

/** A condition that reads an answer on a path where its consent was not given. */
export function checkLook(
  condition: Condition,
  granted: Granted,
  questions: Questions,
  file: FileReader,
): void {
  if (condition.is === "test") {
    checkRead(condition.name.split(".")[0] ?? "", condition.at, granted, questions, file);
  } else if (condition.is === "formula") {
    const { uses, at } = condition.formula;
    for (const { path } of uses) checkRead(path[0] ?? "", at, granted, questions, file);
  } else if (condition.is === "not") {
    checkLook(condition.of, granted, questions, file);
  } else {
    // { news: true, phone: { known: true } } looks at the second only with the first.
    const beside = condition.is === "all" ? impliedConsents(condition, true, questions) : new Set<string>();
    const both = { has: (name: string) => granted.has(name) || beside.has(name) };
    for (const part of condition.of) checkLook(part, both, questions, file);
  }
}

/** A text, or a value that is sent, likewise. */
export function checkTextReads(
  { parts }: Template,
  granted: Granted,
  questions: Questions,
  file: FileReader,
): void {
  for (const part of parts) {
    if (typeof part === "string") continue;
    checkRead(part.path[0] ?? "", part.at, granted, questions, file);
    if (part.or !== undefined && "path" in part.or) {
      checkRead(part.or.path[0] ?? "", part.at, granted, questions, file);
    }
  }
}

export function checkRead(
  name: string,
  at: Place,
  granted: Granted,
  questions: Questions,
  { problems }: FileReader,
): void {
  const purpose = questions.get(name)?.needsConsent;
  if (purpose === undefined || granted.has(consentTo(purpose))) return;
  const message = `"${name}" needs the consent "${purpose}", which may not have been given here.`;
  problems.error("CONSENT_NOT_GIVEN", at, message);
}
