import type { Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";
import { type Facts, factsIn } from "./facts.ts";
import { AROUND_ANSWERS } from "./fillers.ts";
import { readNumber } from "./numbers.ts";
import { readAnswer } from "./read-answer.ts";
import type { Told } from "./reading.ts";
import { wordingOf } from "./wording.ts";
import { wordsOf } from "./words.ts";

export interface Change {
  readonly question: string;
  /** Undefined: the question is put again. */
  readonly value: Value | undefined;
  /** Which sign decided, for `because`. */
  readonly sign: string;
}

/** Whether the message holds a word of correction ("sorry", "I meant"): then no strict answer is read from it. */
export function isCorrection(text: string): boolean {
  return text.length <= LONGEST && text.search(CORRECTING) !== -1;
}

/** "Sorry, we are only 3" without its "sorry". */
export function withoutCorrection(text: string): string {
  return text
    .replace(CORRECTING, " ")
    .replace(/^[\s,.;:!–—-]+/u, "")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Which earlier answer a message changes, if it does. `known` are the questions already answered, the latest last. */
export function changeIn(
  text: string,
  known: readonly Question[],
  open: Question | undefined,
): Change | undefined {
  const changeable = known.filter((question) => question !== open);
  if (text.length > LONGEST || changeable.length === 0) return undefined;
  const corrects = isCorrection(text);
  const bare = corrects ? withoutCorrection(text) : text;
  const denies = DENIAL.test(bare);
  const named = namedChange(bare.replace(DENIAL, ""), changeable, corrects || denies);
  if (named !== undefined || !corrects) return named;
  const facts = factsIn(bare, changeable, undefined);
  const [fact, ...more] = facts.told;
  if (fact !== undefined && more.length === 0) return { ...fact, sign: "a word of correction" };
  return fittingChange(bare, changeable) ?? lastTextChange(text, bare, changeable, open);
}

/**
 * The change in "we are only 3 people" without any word of correction: one certain fact, nothing beside it but perhaps a
 * "no", and another value than before.
 */
export function changeByFact({ told, rest }: Facts, known: ReadonlyMap<string, Value>): Told | undefined {
  const [fact, ...more] = told;
  if (
    fact === undefined ||
    more.length > 0 ||
    !rest.every((part) => /^(?:nope|no|almost|not quite)$/iu.test(part))
  )
    return undefined;
  const before = known.get(fact.question);
  return before !== undefined && JSON.stringify(before) !== JSON.stringify(fact.value) ? fact : undefined;
}

/** "No, my role is marketing": a no that goes on corrects what it names. */
const DENIAL = /^(?:no|nope|almost|not quite|nein|fast|non|presque|casi|n[ãa]o|quase)[\s,.:–-]+(?=\S)/iu;

/** A correction is a sentence or two; a longer text that holds "sorry" is a story. */
const LONGEST = 200;

const CORRECTING =
  /(?<![\p{L}\p{N}])(?:(?:oh |oops |no,? )?sorry|oops|whoops|ups|(?:i|we) meant(?: to say)?|i mean|meant|actually|no,? wait|wait,? no|hold on|hang on|scratch that|correction|my (?:bad|mistake)|i made a (?:mistake|typo)|(?:that was a )?typo|or rather|make that|it should be|should be|should say|entschuldigung|verzeihung|tut mir leid|ich meinte|ich meine|eigentlich|korrektur|nein,? doch|d[ée]sol[ée]e?|pardon|je voulais dire|en fait|plut[ôo]t|perd[óo]n|lo siento|quise decir|quer[íi]a decir|en realidad|mejor dicho|desculp[ae]|quis dizer|queria dizer|na verdade|ali[áa]s)(?![\p{L}\p{N}])/giu;

const WRONG =
  /(?<![\p{L}\p{N}])(?:is |was |are |'s )?(?:(?:all |the )?wrong|incorrect|not (?:right|correct)|mistyped|misspell?ed|spelled wrong|changed?|edit|update|fix|correct(?= my| the)|a mistake|falsch|[äa]ndern|[äa]ndere|korrigier(?:en|e)|faux|fausse|changer|modifier|corriger|cambiar|cambia|corregir|incorrect[oa]|errad[oa]|mudar|alterar|corrigir)(?![\p{L}\p{N}])/giu;

/** "My email is wrong", "change my role to Sales", "sorry, my team size is 3". */
function namedChange(text: string, known: readonly Question[], corrects: boolean): Change | undefined {
  const wrong = text.search(WRONG) !== -1;
  if (!wrong && !corrects) return undefined;
  const question = theOneNamed(wordsOf(text), known);
  if (question === undefined) return undefined;
  const left = text.replace(WRONG, " ");
  const read = readAnswer(
    question,
    isFree(question) ? (/\b(?:to|into|is|zu|auf|en|a|para)\s+(\S.*)$/iu.exec(left)?.[1] ?? "") : left,
  );
  if (read.ok && !(wrong && isFree(question) && !/\bto\b/iu.test(left))) {
    return { question: question.name, value: read.value, sign: "its name and a value" };
  }
  const more = wordsOf(left).filter(
    (word) => !mentions(question).some((words) => words.includes(word)) && !AROUND_CHANGES.has(word),
  );
  return wrong && more.length === 0
    ? { question: question.name, value: undefined, sign: "its name" }
    : undefined;
}

const AROUND_CHANGES = new Set([
  ...AROUND_ANSWERS,
  ..."can could you want would like to need let me change please answer gave entered typed put in about of for field value address kann ich mochte".split(
    " ",
  ),
]);

function theOneNamed(words: readonly string[], known: readonly Question[]): Question | undefined {
  const said = ` ${words.join(" ")} `;
  const named = known.filter((question) =>
    mentions(question).some((mention) => said.includes(` ${mention.join(" ")} `)),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** The words by which people name a question: what it is called, its name, and the everyday word for its kind. */
function mentions(question: Question): readonly (readonly string[])[] {
  const everyday = EVERYDAY.get(question.kind) ?? [];
  const { aboutPeople } = wordingOf(question);
  return [
    question.called,
    question.name.replaceAll("_", " "),
    ...everyday,
    ...(aboutPeople ? ["team size", "headcount", "company size"] : []),
  ]
    .map((text) => wordsOf(text))
    .filter((words) => words.length > 0);
}

const EVERYDAY: ReadonlyMap<string, readonly string[]> = new Map([
  ["email", ["email", "e-mail", "mail", "email address"]],
  ["work_email", ["email", "e-mail", "mail", "email address"]],
  ["name", ["name"]],
  ["phone", ["phone", "phone number", "number"]],
]);

/** A value without a unit: the latest answer that it would fit. "Sorry, 20k" is an amount and fits no head count. */
function fittingChange(text: string, known: readonly Question[]): Change | undefined {
  const fitting = known.filter(
    (question) =>
      !isFree(question) && question.kind !== "yes_no" && question.kind !== "consent" && fits(question, text),
  );
  const question = fitting.at(-1);
  if (question === undefined) return undefined;
  const read = readAnswer(question, text);
  return { question: question.name, value: read.ok ? read.value : undefined, sign: "a word of correction" };
}

function fits(question: Question, text: string): boolean {
  const read = readAnswer(question, text);
  if (!read.ok && read.check === undefined) return false;
  if (question.kind !== "number") return true;
  const wording = wordingOf(question);
  return wording.aboutMoney || readNumber(text, wording)?.isAmount !== true;
}

/** "I meant Anna" right after the name was given: only a plain word for a slip changes a free text. */
function lastTextChange(
  text: string,
  bare: string,
  known: readonly Question[],
  open: Question | undefined,
): Change | undefined {
  const last = known.at(-1);
  if (
    last === undefined ||
    !isFree(last) ||
    !/\bmeant\b|\btypo\b|should (?:be|say)|ich meinte|voulais dire|quise decir|quis dizer/iu.test(text)
  ) {
    return undefined;
  }
  if (open !== undefined && readAnswer(open, bare).ok) return undefined;
  const read = readAnswer(last, bare);
  return read.ok ? { question: last.name, value: read.value, sign: "a word of correction" } : undefined;
}

function isFree({ kind }: Question): boolean {
  return kind === "text" || kind === "long_text" || kind === "name";
}
