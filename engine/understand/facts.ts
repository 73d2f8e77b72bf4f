import type { Question } from "../questions/question.ts";
import { emailsIn } from "./emails.ts";
import { AROUND_ANSWERS } from "./fillers.ts";
import { nameFromCompany, plainIntroduction } from "./names.ts";
import { readAnswer } from "./read-answer.ts";
import type { Told } from "./reading.ts";
import { currenciesIn, PEOPLE, wordingOf } from "./wording.ts";
import { stem, wordsOf } from "./words.ts";

/** What a message tells for certain, part by part. */
export interface Facts {
  readonly told: readonly Told[];
  /** The parts that told nothing, manners aside. */
  readonly rest: readonly string[];
}

/**
 * The answers in a message that need no question beside them: an address, "we're 80 people", "my name is Ana". Each
 * passes its question's checks, and could belong to no other question.
 */
export function factsIn(text: string, questions: readonly Question[], open: Question | undefined): Facts {
  const told = new Map<string, Told>();
  const rest: string[] = [];
  for (const part of partsOf(text)) {
    const found = factIn(part, questions, open);
    if (found === undefined) rest.push(part);
    else told.set(found.question, found);
  }
  const [first] = rest;
  const named = first === undefined || told.size === 0 ? undefined : companyName(first, questions, open);
  if (named !== undefined) told.set(named.question, named);
  return {
    told: [...told.values()],
    rest: rest
      .slice(named === undefined ? 0 : 1)
      .filter((part) => wordsOf(part).some((word) => !AROUND_ANSWERS.has(word))),
  };
}

/** Commas inside figures and dots inside addresses do not part; a question mark stays with its question. */
function partsOf(text: string): readonly string[] {
  return text
    .split(/,(?!\d)|[;\n]|[.!](?=\s|$)|(?<=\?)|(?<![\p{L}\p{N}])(?:and|und|et|y)(?![\p{L}\p{N}])|\s[-–—]\s/iu)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .slice(0, MOST_PARTS);
}

/** A message with more parts is a story; the rest of it is kept as text. */
const MOST_PARTS = 20;

function factIn(part: string, questions: readonly Question[], open: Question | undefined): Told | undefined {
  if (part.length > 200 || part.endsWith("?")) return undefined;
  if (emailsIn(part).length > 0) return answered(part, theOne(questions, open, isEmail));
  const address = addressIn(part, questions, open);
  if (address !== undefined) return address;
  const name = plainIntroduction(part);
  if (name !== undefined) return answered(name, theOne(questions, open, isName));
  if (!/\d|\p{L}{3}/u.test(part)) return undefined;
  return answered(
    part,
    theOne(questions, open, (question) => namesUnit(part, question)),
  );
}

/** A telephone number with a country code or a word for it, or a web address, where such a thing is asked for. */
function addressIn(
  part: string,
  questions: readonly Question[],
  open: Question | undefined,
): Told | undefined {
  if (
    /\+\d|\b(?:phone|tel|mobile|cell|call|whatsapp|telefon|handy|telefone)\b/iu.test(part) &&
    /\d{3}/u.test(part)
  ) {
    const told = answered(
      part,
      theOne(questions, open, ({ kind }) => kind === "phone"),
    );
    if (told !== undefined) return told;
  }
  if (!/\p{L}\.\p{L}{2}/u.test(part)) return undefined;
  return answered(
    part,
    theOne(questions, open, ({ kind }) => kind === "url"),
  );
}

/** "$5k", "20,000 euros": a sum with its currency is the answer to the one question about money. */
function namesMoney(part: string, question: Question): boolean {
  return currenciesIn(part).length > 0 && /\d/u.test(part) && wordingOf(question).aboutMoney;
}

function companyName(
  part: string,
  questions: readonly Question[],
  open: Question | undefined,
): Told | undefined {
  const name = nameFromCompany(part);
  return name === undefined ? undefined : answered(name, theOne(questions, open, isName));
}

function answered(text: string, question: Question | undefined): Told | undefined {
  if (question === undefined) return undefined;
  const read = readAnswer(question, text);
  return read.ok ? { question: question.name, value: read.value } : undefined;
}

/** The open question where it fits, else the only one that does; with two that fit nothing is certain. */
function theOne(
  questions: readonly Question[],
  open: Question | undefined,
  fits: (question: Question) => boolean,
): Question | undefined {
  if (open !== undefined && fits(open)) return open;
  const [only, ...others] = questions.filter(fits);
  return others.length === 0 ? only : undefined;
}

function isEmail({ kind }: Question): boolean {
  return kind === "email" || kind === "work_email";
}

function isName({ kind }: Question): boolean {
  return kind === "name";
}

/** Whether the words beside a number say that it answers this question: "80 people", "a budget of 20k". */
function namesUnit(part: string, question: Question): boolean {
  if (question.kind !== "number" && question.kind !== "money") return false;
  if (namesMoney(part, question)) return true;
  const words = wordsOf(part);
  const { aboutPeople } = wordingOf(question);
  if (aboutPeople && words.some((word) => PEOPLE.has(word))) return true;
  const called = wordsOf(question.called)
    .filter((word) => word.length > 2 && !AROUND_ANSWERS.has(word))
    .map(stem);
  return words.some((word) => called.includes(stem(word)));
}
