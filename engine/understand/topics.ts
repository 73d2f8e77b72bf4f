import type { Topic } from "../playbook/playbook.ts";
import type { Embedding } from "./classifier/embedding.ts";
import {
  makeTopicClassifier,
  type RankedTopic,
  type TopicClassifier,
  type TopicExamples,
  type TopicRanking,
} from "./classifier/topic-classifier.ts";
import { type TrainedText, trainedFrom, trainedText } from "./classifier/trained-text.ts";
import { makeCloseness } from "./close-phrases.ts";
import { isQuestion } from "./question-shape.ts";
import { wordsOf } from "./words.ts";

export interface TopicFound {
  readonly name: string;
  /** 0 to 1: how close the message is to the topic's words, or how sure the classifier is. */
  readonly closeness: number;
  /** What found it: the words themselves, or the classifier. */
  readonly by: "words" | "classifier";
}

/** What the topics make of a message. */
export interface TopicJudgement {
  /** The topic that it is clearly about. */
  readonly found: TopicFound | undefined;
  /** The two likeliest, where it is about one of the topics and no more can be said. */
  readonly torn: readonly [RankedTopic, RankedTopic] | undefined;
  /** 0 to 1: how sure it is that the message is about a topic at all. */
  readonly belonging: number;
}

/** What kind of answer is waited for: a statement is then rather an answer than a topic. */
export type Waits = "nothing" | "strict" | "free";

export interface TopicFinder {
  judge(text: string, waits: Waits): TopicJudgement;
  /** All topics, the likeliest first; for `explain`. */
  rank(text: string): readonly RankedTopic[];
  /** What training found out, to be kept with the version; undefined where no topic has phrases. */
  trained(): TrainedText | undefined;
}

/**
 * Finds topics by their words where those are close, else by the classifier, which is trained when it is first needed
 * unless `kept` holds what an earlier training with the same phrases and embedding found out.
 */
export function makeTopics(topics: readonly Topic[], embedding?: Embedding, kept?: TrainedText): TopicFinder {
  const examples = topics.flatMap(({ name, peopleSay }): TopicExamples[] =>
    peopleSay.length > 0 ? [{ name, phrases: peopleSay }] : [],
  );
  if (examples.length === 0) return { judge: () => NO_TOPIC, rank: () => [], trained: () => undefined };
  const closenessTo = makeCloseness(examples);
  const trusted = new Set(
    examples.filter(({ phrases }) => phrases.length >= FEWEST_PHRASES).map(({ name }) => name),
  );
  let classifier: TopicClassifier | undefined;
  const classify = (text: string) => {
    classifier ??= makeTopicClassifier(examples, embedding, trainedFrom(kept, examples, embedding));
    return classifier(text);
  };
  const judge = (text: string, waits: Waits): TopicJudgement => {
    if (text.length > LONGEST) return NO_TOPIC;
    const asks = isQuestion(text);
    const [closest, next] = closenessTo(text);
    if (closest !== undefined && closest.closeness >= (asks ? CLOSE.question : CLOSE.statement)) {
      return { found: sole(closest, next), torn: undefined, belonging: closest.closeness };
    }
    const ranking = classify(text);
    const likeliest = ranking.ranked[0]?.name ?? "";
    if (!trusted.has(likeliest)) return { ...NO_TOPIC, belonging: ranking.belonging };
    return judged(ranking, text, asks ? "nothing" : waits);
  };
  return {
    judge,
    rank: (text) => (text.length > LONGEST ? [] : classify(text).ranked),
    trained: () => trainedText(examples, embedding),
  };
}

/** From fewer phrases the classifier would guess: such a topic is found by its words alone. */
const FEWEST_PHRASES = 3;

const NO_TOPIC: TopicJudgement = { found: undefined, torn: undefined, belonging: 0 };

const LONGEST = 300;

/**
 * A question needs less closeness than a statement, since an answer often shares a word with a topic ("our price list is
 * long").
 */
const CLOSE = { question: 0.55, statement: 0.85 };

/** Two topics equally close: none. */
function sole(
  best: { readonly name: string; readonly closeness: number },
  next: { readonly closeness: number } | undefined,
): TopicFound | undefined {
  if (next !== undefined && best.closeness - next.closeness < 1e-9) return undefined;
  return { ...best, by: "words" };
}

/**
 * Measured on visitors' first messages: 57 of 100 right, 3 wrong, 2 of 100 strangers let in. What a strict question is asked and
 * is no answer to it may well be a topic; free text rarely is.
 */
const SURE: Readonly<Record<Waits, Sureness>> = {
  nothing: { belonging: 0.25, probability: 0 },
  strict: { belonging: 0.25, probability: 0 },
  free: { belonging: 0.75, probability: 0.8 },
};

interface Sureness {
  readonly belonging: number;
  readonly probability: number;
}

/** From here on it is worth asking back. */
const UNSURE = 0.2;
const LIKELY_ENOUGH = 0.3;

/** The likeliest topic stands out from the next one: with many topics even a sure one may have a third. */
function standsOut(first: number, second: number): boolean {
  return (first >= 0.22 && first >= 3 * second) || (first >= 0.4 && first >= 1.8 * second);
}

function judged({ ranked, belonging }: TopicRanking, text: string, waits: Waits): TopicJudgement {
  const [first, second] = ranked;
  // "Data" alone is the free text that was asked for; as a wish it would come in a sentence.
  const isWish = waits !== "free" || wordsOf(text).length > 2;
  const { belonging: enough, probability } = SURE[waits];
  const isClear = first !== undefined && standsOut(first.probability, second?.probability ?? 0);
  if (isClear && isWish && belonging >= enough && first.probability >= probability) {
    const found: TopicFound = { name: first.name, closeness: first.probability, by: "classifier" };
    return { found, torn: undefined, belonging };
  }
  if (first === undefined || second === undefined) return { ...NO_TOPIC, belonging };
  const isSaid = wordsOf(text).length > 1 && first.probability >= LIKELY_ENOUGH;
  const isTorn = isSaid && belonging >= (waits === "free" ? SURE.strict.belonging : UNSURE);
  return { found: undefined, torn: isTorn ? [first, second] : undefined, belonging };
}
