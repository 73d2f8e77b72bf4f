import type { TopicExamples } from "./classifier/topic-classifier.ts";
import { POLITE, STOP_WORDS } from "./fillers.ts";
import { isSlipOf, stem, wordsOf } from "./words.ts";

export interface CloseTopic {
  readonly name: string;
  /** 0 to 1: how close the message is to what people say for it, word by word. */
  readonly closeness: number;
}

/**
 * Compares a message with what people say for each topic: shared words against all words of both, and how much of
 * the message is the topic's own vocabulary.
 *
 * @returns a function that lists all topics, the closest first
 */
export function makeCloseness(topics: readonly TopicExamples[]): (text: string) => readonly CloseTopic[] {
  const subjects = topics.map(subjectOf);
  return (text) => {
    const said = phraseOf(text);
    return subjects
      .map((subject) => ({ name: subject.name, closeness: closeness(said, subject) }))
      .toSorted((left, right) => right.closeness - left.closeness);
  };
}

interface Phrase {
  /** Manners aside, in order, as one text. */
  readonly whole: string;
  readonly words: readonly Word[];
}

interface Word {
  readonly text: string;
  readonly stem: string;
  /** How much it says: "much" and "free" less than "price". */
  readonly weight: number;
}

interface Subject {
  readonly name: string;
  readonly phrases: readonly Phrase[];
  readonly vocabulary: readonly Word[];
}

function subjectOf({ name, phrases: said }: TopicExamples): Subject {
  const phrases = said.map(phraseOf);
  return { name, phrases, vocabulary: phrases.flatMap(({ words }) => words) };
}

function phraseOf(text: string): Phrase {
  const words = wordsOf(text).filter((word) => !POLITE.has(word));
  const content = [...new Set(words.filter((word) => !STOP_WORDS.has(word)))];
  return {
    whole: words.join(" "),
    words: content.map((word) => ({ text: word, stem: stem(word), weight: LIGHT.has(word) ? 0.5 : 1 })),
  };
}

const LIGHT = new Set("much many long really actually".split(" "));

function closeness(said: Phrase, { phrases, vocabulary }: Subject): number {
  if (said.whole !== "" && phrases.some(({ whole }) => whole === said.whole)) return 1;
  const mine = weigh(said.words);
  if (mine === 0) return 0;
  const known = shared(said.words, vocabulary);
  const best = Math.max(...phrases.map((phrase) => overlap(said.words, phrase.words)));
  return best === 0 ? 0 : (best + known / mine) / 2;
}

/** Dice's measure over the weights: 1 when both hold the same words, 0 when they share none. */
function overlap(said: readonly Word[], phrase: readonly Word[]): number {
  const all = weigh(said) + weigh(phrase);
  return all === 0 ? 0 : Math.min(1, (2 * shared(said, phrase)) / all);
}

/** The weight of the words that stand in the others too, each as far as it is the same word. */
function shared(said: readonly Word[], others: readonly Word[]): number {
  return said.reduce(
    (sum, word) => sum + word.weight * Math.max(0, ...others.map((other) => sameness(word, other))),
    0,
  );
}

function weigh(words: readonly Word[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}

/** A slip counts less than the word itself, so that "compliant" is not as good as "complaint", and only from five letters on. */
function sameness(left: Word, right: Word): number {
  if (left.stem === right.stem) return 1;
  if (left.text.length < 5 || right.text.length < 5 || left.text[0] !== right.text[0]) return 0;
  return isSlipOf(left.text, right.text) ? 0.9 : 0;
}
