import type { Value } from "../conditions/condition.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Question } from "../questions/question.ts";
import { isBuiltIn, makeBuiltIns } from "./built-ins.ts";
import { isExactLabel } from "./choices.ts";
import { changeByFact, changeIn, isCorrection, withoutCorrection } from "./corrections.ts";
import { emailsIn } from "./emails.ts";
import { type Facts, factsIn } from "./facts.ts";
import { isQuestion } from "./question-shape.ts";
import { readAnswer } from "./read-answer.ts";
import type { Reading, Situation, Told, Understanding } from "./reading.ts";
import { makeTopics } from "./topics.ts";
import { wordingOf } from "./wording.ts";
import { MOST_CHARACTERS, stem, wordsOf } from "./words.ts";
import { readYesNo } from "./yes-no.ts";

/**
 * The reader of a playbook without a classifier: strict answers, close phrases of topics, corrections, built-ins. It
 * tries the rules in the order of the playbook language and names the one that decided in `because`.
 */
export function makeUnderstanding(playbook: Playbook): Understanding {
  const questions = [...playbook.questions.values()];
  const builtIns = makeBuiltIns(playbook.topics);
  const topicOf = makeTopics(playbook.topics);
  return {
    read(words, { open, known }) {
      const text = words.slice(0, MOST_CHARACTERS).trim();
      if (text === "") return { is: "nothing", because: "an empty message" };
      const message: Heard = {
        text,
        open,
        known,
        facts: factsIn(text, questions, open),
        knownQuestions: [...known.keys()].flatMap((name) => playbook.questions.get(name) ?? []),
        topicOf,
      };
      const builtIn = builtIns.find(text, open === undefined || !isFree(open));
      return (
        readButtonText(message) ??
        (builtIn === undefined
          ? undefined
          : { is: "built_in", name: builtIn, because: `built-in ${builtIn}` }) ??
        readStrict(message) ??
        readNone(message) ??
        (open?.topics === false ? undefined : readElse(message)) ??
        readFree(message) ??
        notUnderstood(message)
      );
    },
  };
}

/** A message with all that the rules look at. */
interface Heard extends Situation {
  readonly text: string;
  readonly facts: Facts;
  readonly knownQuestions: readonly Question[];
  readonly topicOf: ReturnType<typeof makeTopics>;
}

/** Who types the text of a button means the button, even where it is also a built-in ("Skip", "No"). */
function readButtonText({ text, open }: Heard): Reading | undefined {
  if (open === undefined) return undefined;
  const isButton =
    open.kind === "choice" ? isExactLabel(open, text) : open.kind === "yes_no" || open.kind === "consent";
  const read = isButton ? readAnswer(open, text) : undefined;
  if (read?.ok !== true) return undefined;
  const because =
    open.kind === "choice" ? "strict answer: the text of a button" : `strict answer: ${open.kind}`;
  return { is: "answer", question: open.name, value: read.value, also: [], because };
}

/** Rule 3, and the facts of a message where one of them answers the open question. */
function readStrict(message: Heard): Reading | undefined {
  const { text, open, known, facts } = message;
  if (open === undefined || isCorrection(text)) return undefined;
  const also = facts.told.filter(({ question }) => question !== open.name);
  if (!isFree(open) && isWhole(open, text)) {
    const strict = readAs(open, text, `strict answer: ${open.kind}`, also);
    if (strict !== undefined) return strict;
  }
  const value = factFor(open, facts);
  // "No, we are 3 people" is no answer beside a fact, it corrects one.
  if (value === undefined || changeByFact(facts, known) !== undefined) return undefined;
  return (
    topicBeside(message, [{ question: open.name, value }, ...also]) ?? {
      is: "answer",
      question: open.name,
      value,
      also,
      because: `strict answer: ${open.kind}, among ${facts.told.length} told`,
    }
  );
}

/** "None" or "no" to an optional question for a figure or an address is a way to pass it over. */
function readNone({ text, open }: Heard): Reading | undefined {
  if (open?.optional !== true || isFree(open) || ["yes_no", "consent", "choice"].includes(open.kind))
    return undefined;
  const { stems } = wordingOf(open);
  const words = wordsOf(text).filter((word) => !stems.has(stem(word)) || word === "no");
  if (!NONE.has(words.join(" ")) && readYesNo(words.join(" ")) !== false) return undefined;
  return { is: "built_in", name: "skip", because: "built-in skip: none, and the question is optional" };
}

const NONE = new Set("none nothing keine keinen aucun rien ninguno ninguna nada nenhum nenhuma".split(" "));

/** An address in a message that also holds a question leaves that question to be answered. */
function isWhole(open: Question, text: string): boolean {
  return !(open.kind.endsWith("email") && text.includes("?") && emailsIn(text).length > 0);
}

/** The open question's value among several parts: told for certain, or the one part left over that is a strict answer. */
function factFor(open: Question, { told, rest }: Facts): Value | undefined {
  const fact = told.find(({ question }) => question === open.name);
  if (fact !== undefined) return fact.value;
  const [part, ...more] = rest;
  if (told.length === 0 || part === undefined || more.length > 0 || isQuestion(part)) return undefined;
  if (open.kind === "text" || open.kind === "long_text") return undefined;
  const read = readAnswer(open, part);
  return read.ok ? read.value : undefined;
}

/** A value, or the check that it breaks; undefined when the text is no answer of that kind. */
function readAs(
  question: Question,
  text: string,
  because: string,
  also: readonly Told[],
): Reading | undefined {
  const read = readAnswer(question, text);
  if (read.ok) return { is: "answer", question: question.name, value: read.value, also, because };
  if (read.check === undefined) return undefined;
  return {
    is: "refused",
    question: question.name,
    check: read.check,
    because: `${because}, check ${read.check + 1}`,
  };
}

/** Rules 4 and 5, and what was told unasked. */
function readElse(message: Heard): Reading | undefined {
  const { text, open, known, knownQuestions, facts } = message;
  const change = changeIn(text, knownQuestions, open);
  if (change !== undefined) {
    const { question, value, sign } = change;
    return { is: "change", question, value, because: `change, by ${sign}` };
  }
  return (
    readCorrectedAnswer(message) ??
    readTopic(message.topicOf, text) ??
    topicBeside(message, newIn(facts, known)) ??
    readTold(message)
  );
}

/** "Sorry, 80" where nothing earlier could be meant is an answer like any other. */
function readCorrectedAnswer({ text, open }: Heard): Reading | undefined {
  if (open === undefined || isFree(open) || !isCorrection(text)) return undefined;
  return readAs(open, withoutCorrection(text), `strict answer: ${open.kind}, after a word of correction`, []);
}

function readTopic(topicOf: Heard["topicOf"], text: string, also?: readonly Told[]): Reading | undefined {
  const topic = topicOf(text);
  if (topic === undefined) return undefined;
  const because = `topic ${topic.name} ${topic.closeness.toFixed(2)}`;
  if (isBuiltIn(topic.name)) return { is: "built_in", name: topic.name, because };
  return { is: "topic", name: topic.name, because, ...(also === undefined ? {} : { also }) };
}

/** "I'm Ana, is my data safe?": the topic, with what was told beside it. */
function topicBeside({ facts, topicOf }: Heard, told: readonly Told[]): Reading | undefined {
  if (told.length === 0) return undefined;
  for (const part of facts.rest) {
    const reading = readTopic(topicOf, part, told);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

function newIn({ told }: Facts, known: ReadonlyMap<string, Value>): readonly Told[] {
  return told.filter(({ question }) => !known.has(question));
}

function readTold({ open, known, facts }: Heard): Reading | undefined {
  if (open !== undefined && isFree(open)) return undefined;
  const changed = changeByFact(facts, known);
  if (changed !== undefined) return { is: "change", ...changed, because: "change, by a value with its unit" };
  const also = newIn(facts, known);
  return also.length === 0 ? undefined : { is: "told", also, because: `${also.length} told unasked` };
}

/**
 * Rule 6. Where nothing else answers a question that the visitor asks, it is what they wanted to say: only a name is
 * never one.
 */
function readFree({ text, open, known, facts }: Heard): Reading | undefined {
  if (open === undefined || !isFree(open) || (open.kind === "name" && isQuestion(text))) return undefined;
  const also = newIn(facts, known).filter(({ question }) => question !== open.name);
  const read = readAs(open, text, `free text: ${open.kind}`, also);
  if (read !== undefined || also.length === 0) return read;
  return { is: "told", also, because: `${also.length} told unasked` };
}

function notUnderstood({ text, open }: Heard): Reading {
  if (open === undefined) return { is: "nothing", because: "not understood" };
  if (isQuestion(text)) return { is: "nothing", because: "not understood: a question" };
  return { is: "refused", question: open.name, check: undefined, because: `not understood: no ${open.kind}` };
}

function isFree({ kind }: Question): boolean {
  return kind === "text" || kind === "long_text" || kind === "name";
}
