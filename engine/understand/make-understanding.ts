import type { Value } from "../conditions/condition.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Question } from "../questions/question.ts";
import { type BuiltInFinder, isBuiltIn, makeBuiltIns } from "./built-ins.ts";
import { isExactLabel } from "./choices.ts";
import type { Embedding } from "./classifier/embedding.ts";
import { changeByFact, changeIn, isCorrection, withoutCorrection } from "./corrections.ts";
import { emailsIn } from "./emails.ts";
import { type Facts, factsIn } from "./facts.ts";
import { isQuestion } from "./question-shape.ts";
import { readAnswer } from "./read-answer.ts";
import type { Reading, Situation, Told, Understanding } from "./reading.ts";
import { makeTopics, type TopicFinder, type Waits } from "./topics.ts";
import { wordingOf } from "./wording.ts";
import { MOST_CHARACTERS, stem, wordsOf } from "./words.ts";
import { readYesNo } from "./yes-no.ts";

/** What reading stands on beside the playbook. */
export interface ReadingSetting {
  /** Of the languages it knows; without one the classifier goes by words and letters alone. */
  readonly embedding?: Embedding | undefined;
  /** What `trained()` gave when the version was published. */
  readonly trained?: string | undefined;
}

/**
 * The reader of a playbook: strict answers, close phrases and a classifier for topics, corrections, built-ins. It
 * tries the rules in the order of the playbook language and names the one that decided in `because`.
 */
export function makeUnderstanding(playbook: Playbook, setting: ReadingSetting = {}): Understanding {
  const questions = [...playbook.questions.values()];
  const builtIns = makeBuiltIns(playbook.topics);
  // The shipped table is English: where nobody speaks it, its vectors would be noise.
  const speaksEnglish = [playbook.language, ...playbook.alsoIn].some((language) => language.startsWith("en"));
  const topics = makeTopics(playbook.topics, speaksEnglish ? setting.embedding : undefined, setting.trained);
  const heard = (words: string, { open, known }: Situation): Heard => {
    const text = words.slice(0, MOST_CHARACTERS).trim();
    return {
      text,
      open,
      known,
      facts: factsIn(text, questions, open),
      knownQuestions: [...known.keys()].flatMap((name) => playbook.questions.get(name) ?? []),
      topics,
      builtIns,
    };
  };
  return {
    read(words, situation) {
      const message = heard(words, situation);
      for (const { read } of RULES) {
        const reading = read(message);
        if (reading !== undefined) return reading;
      }
      return notUnderstood(message);
    },
    explain(words, situation) {
      const message = heard(words, situation);
      const rules = RULES.map(({ rule, read }) => ({ rule, reading: read(message) }));
      const last = { rule: "8 not understood", reading: notUnderstood(message) };
      const taken = [...rules, last].flatMap(({ rule, reading }) => (reading ? [{ rule, reading }] : []));
      const { reading, rule } = taken[0] ?? last;
      return {
        reading,
        rule,
        runnerUp: taken.slice(1).find((other) => !sameReading(other.reading, reading)),
        rules: [...rules, last].map((each) => ({ rule: each.rule, because: each.reading?.because })),
        topics: topics
          .rank(message.text)
          .map(({ name, probability, nearest }) => ({ name, probability, nearest })),
      };
    },
    trained: () => topics.trained(),
  };
}

/** Rules 1 to 6 of the language, in its order; with `topics: false` on the open question some are not heard. */
const RULES: readonly { readonly rule: string; readonly read: (message: Heard) => Reading | undefined }[] = [
  { rule: "0 empty", read: readEmpty },
  { rule: "1 button", read: readButtonText },
  { rule: "2 built-in", read: readBuiltIn },
  { rule: "3 strict answer", read: (message) => readStrict(message) ?? readNone(message) },
  { rule: "4 change", read: whereTopics(readChange) },
  { rule: "3 strict answer, corrected", read: whereTopics(readCorrectedAnswer) },
  { rule: "5 topic", read: whereTopics(readTopicRule) },
  { rule: "5 told unasked", read: whereTopics(readTold) },
  { rule: "6 free text", read: readFree },
];

function whereTopics(read: (message: Heard) => Reading | undefined) {
  return (message: Heard) => (message.open?.topics === false ? undefined : read(message));
}

function sameReading({ because: _one, ...left }: Reading, { because: _other, ...right }: Reading): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** A message with all that the rules look at. */
interface Heard extends Situation {
  readonly text: string;
  readonly facts: Facts;
  readonly knownQuestions: readonly Question[];
  readonly topics: TopicFinder;
  readonly builtIns: BuiltInFinder;
}

function readEmpty({ text }: Heard): Reading | undefined {
  return text === "" ? { is: "nothing", because: "an empty message" } : undefined;
}

function readBuiltIn({ text, open, builtIns }: Heard): Reading | undefined {
  const name = builtIns.find(text, open === undefined || !isFree(open));
  return name && { is: "built_in", name, because: `built-in ${name}` };
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

function readChange({ text, open, knownQuestions }: Heard): Reading | undefined {
  const change = changeIn(text, knownQuestions, open);
  if (change === undefined) return undefined;
  const { question, value, sign } = change;
  return { is: "change", question, value, because: `change, by ${sign}` };
}

function readTopicRule(message: Heard): Reading | undefined {
  const { text, open, facts, known, topics } = message;
  const told = newIn(facts, known);
  // "I'm Ben, our budget is $5k" is no question about prices: beside facts the classifier hears only what is left of them.
  const isWhole = told.length === 0 || topics.judge(text, waitsAt(open)).found?.by === "words";
  return (isWhole ? readTopic(message, text) : undefined) ?? topicBeside(message, told);
}

/** "Sorry, 80" where nothing earlier could be meant is an answer like any other. */
function readCorrectedAnswer({ text, open }: Heard): Reading | undefined {
  if (open === undefined || isFree(open) || !isCorrection(text)) return undefined;
  return readAs(open, withoutCorrection(text), `strict answer: ${open.kind}, after a word of correction`, []);
}

function readTopic({ topics, open }: Heard, text: string, also?: readonly Told[]): Reading | undefined {
  const topic = topics.judge(text, waitsAt(open)).found;
  if (topic === undefined) return undefined;
  // What stands beside facts is more often a part of them ("we are Acme, …") than a wish.
  if (also !== undefined && topic.by === "classifier" && topic.closeness < 0.5) return undefined;
  const how = topic.by === "words" ? "" : ", by the classifier";
  const because = `topic ${topic.name} ${topic.closeness.toFixed(2)}${how}`;
  if (isBuiltIn(topic.name)) return { is: "built_in", name: topic.name, because };
  return { is: "topic", name: topic.name, because, ...(also === undefined ? {} : { also }) };
}

/** "I'm Ana, is my data safe?": the topic, with what was told beside it. */
function topicBeside(message: Heard, told: readonly Told[]): Reading | undefined {
  if (told.length === 0) return undefined;
  for (const part of message.facts.rest) {
    const reading = readTopic(message, part, told);
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

/** Asks back with the two likeliest topics, where it is about one of them. */
function notUnderstood(message: Heard): Reading {
  const { text, open, topics } = message;
  const mute = open?.topics === false || emailsIn(text).length > 0;
  const torn = mute ? undefined : topics.judge(text, waitsAt(open)).torn;
  if (torn !== undefined) {
    const between = torn.map(({ name, nearest }) => ({ name, says: nearest }));
    const likely = torn.map(({ name, probability }) => `${name} ${probability.toFixed(2)}`).join(" or ");
    return { is: "unsure", between, because: `not understood: perhaps ${likely}` };
  }
  if (open === undefined) return { is: "nothing", because: "not understood" };
  if (isQuestion(text)) return { is: "nothing", because: "not understood: a question" };
  return { is: "refused", question: open.name, check: undefined, because: `not understood: no ${open.kind}` };
}

function waitsAt(open: Question | undefined): Waits {
  if (open === undefined) return "nothing";
  return isFree(open) ? "free" : "strict";
}

function isFree({ kind }: Question): boolean {
  return kind === "text" || kind === "long_text" || kind === "name";
}
