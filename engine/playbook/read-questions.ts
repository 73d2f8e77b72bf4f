import { didYouMean } from "../problems/did-you-mean.ts";
import type { Place } from "../problems/problem.ts";
import { booleanOf, child, numberOf, oneOrMany, type SourceNode, textOf } from "../problems/source-node.ts";
import type { AnswerKind, Choice, Question } from "../questions/question.ts";
import type { FileReader } from "./file-reader.ts";
import { isGoodName, RESERVED_NAMES } from "./names.ts";
import { readChecks } from "./read-checks.ts";

/** The kinds that `answer:` may name. */
export const ANSWER_KINDS: readonly AnswerKind[] = [
  "text",
  "long_text",
  "name",
  "number",
  "money",
  "email",
  "work_email",
  "phone",
  "url",
  "date",
  "time",
  "yes_no",
  "rating",
  "file",
  "consent",
];

export function readQuestions(node: SourceNode | undefined, file: FileReader): ReadonlyMap<string, Question> {
  const questions = new Map<string, Question>();
  for (const { key, keyAt, value } of node?.entries.values() ?? []) {
    checkName(key, keyAt, file);
    const question = readQuestion(key, keyAt, value, file);
    if (question !== undefined) questions.set(key, question);
  }
  return questions;
}

/** A name of a question, or of anything that stands beside answers. */
export function checkName(name: string, at: Place, { problems }: FileReader): void {
  if (!isGoodName(name)) problems.error("NAME_BAD", at, `"${name}" can't be a name.`);
  else if (RESERVED_NAMES.includes(name)) {
    problems.error("NAME_RESERVED", at, `No question or value can be called "${name}".`);
  }
}

function readQuestion(name: string, at: Place, node: SourceNode, file: FileReader): Question | undefined {
  const ask = file.text(child(node, "ask"));
  if (ask === undefined) return undefined;
  const kind = readKind(node, file);
  const choices = (child(node, "choices")?.items ?? []).flatMap(readChoice);
  checkChoices(node, file);
  const from = child(node, "choices_from");
  if (from !== undefined) file.uses("name", from);
  const list = textOf(from);
  const needsConsent = child(node, "needs_consent");
  if (needsConsent !== undefined) file.uses("purpose", needsConsent);
  return {
    name,
    ask,
    kind,
    choices,
    choicesFrom: list === undefined ? undefined : { list, show: textOf(child(node, "show")) },
    pick: textOf(child(node, "pick")) === "many" ? "many" : "one",
    optional: booleanOf(child(node, "optional")) ?? false,
    check: readChecks(child(node, "check"), file),
    sorry: file.text(child(node, "sorry")),
    why: file.text(child(node, "why")),
    called: textOf(child(node, "called")) ?? name.replaceAll("_", " "),
    ...readScale(node, kind, file),
    private: booleanOf(child(node, "private")) ?? false,
    remember: file.span(child(node, "remember")),
    needsConsent: textOf(needsConsent),
    ...readPurposes(node, kind, file),
    topics: booleanOf(child(node, "topics")) ?? true,
    at,
  };
}

function readKind(node: SourceNode, { problems }: FileReader): AnswerKind {
  const answer = child(node, "answer");
  const kind = textOf(answer);
  const hasChoices = node.entries.has("choices") || node.entries.has("choices_from");
  if (answer === undefined || kind === undefined) return hasChoices ? "choice" : "text";
  if (hasChoices) {
    problems.error("QUESTION_WRONG", answer.at, 'A question with choices needs no "answer:".');
    return "choice";
  }
  const known = ANSWER_KINDS.find((one) => one === kind);
  if (known === undefined) {
    const near = didYouMean(kind, ANSWER_KINDS);
    problems.error("KIND_UNKNOWN", answer.at, `I don't know the kind of answer "${kind}".${near}`);
  }
  return known ?? "text";
}

function readChoice(node: SourceNode): readonly Choice[] {
  const label = textOf(node.kind === "map" ? child(node, "label") : node);
  if (label === undefined) return [];
  const also = (child(node, "also")?.items ?? []).flatMap((word) => textOf(word) ?? []);
  return [{ label, also }];
}

function checkChoices(node: SourceNode, { problems }: FileReader): void {
  const seen = new Set<string>();
  for (const item of child(node, "choices")?.items ?? []) {
    const label = textOf(item.kind === "map" ? child(item, "label") : item);
    const word = label?.trim().toLowerCase();
    if (word === undefined) continue;
    if (seen.has(word)) problems.error("CHOICE_TWICE", item.at, `The choice "${label ?? ""}" is here twice.`);
    seen.add(word);
  }
  const pick = node.entries.get("pick");
  const hasChoices = node.entries.has("choices") || node.entries.has("choices_from");
  if (pick !== undefined && !hasChoices) {
    problems.error("QUESTION_WRONG", pick.keyAt, '"pick:" goes with "choices:" only.');
  }
  if (node.entries.has("choices") && node.entries.has("choices_from")) {
    problems.error("QUESTION_WRONG", node.at, 'A question has "choices:" or "choices_from:", not both.');
  }
}

function readScale(
  node: SourceNode,
  kind: AnswerKind,
  { problems }: FileReader,
): Pick<Question, "from" | "to"> {
  const [from, to] = [numberOf(child(node, "from")), numberOf(child(node, "to"))];
  if (kind !== "rating") {
    const key = node.entries.get("from") ?? node.entries.get("to");
    if (key !== undefined) {
      problems.error("QUESTION_WRONG", key.keyAt, `"${key.key}:" goes with "answer: rating" only.`);
    }
    return { from: undefined, to: undefined };
  }
  const scale = { from: from ?? 1, to: to ?? 5 };
  if (scale.from >= scale.to) {
    problems.error(
      "QUESTION_WRONG",
      node.at,
      `A rating from ${scale.from} to ${scale.to} has nothing to choose from.`,
    );
  }
  return scale;
}

/** What a consent is for. Any other answer is a consent to nothing. */
function readPurposes(
  node: SourceNode,
  kind: AnswerKind,
  { problems }: FileReader,
): Pick<Question, "purposes"> {
  const entry = node.entries.get("for");
  if (entry === undefined) return {};
  if (kind !== "consent") {
    problems.error("QUESTION_WRONG", entry.keyAt, '"for:" goes with "answer: consent" only.');
  }
  return { purposes: oneOrMany(entry.value).flatMap((purpose) => textOf(purpose) ?? []) };
}
