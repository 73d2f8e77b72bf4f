import type { Embedding } from "../../engine/index.ts";
import {
  makeTopicClassifier,
  type TopicExamples,
  trainTopics,
} from "../../engine/understand/classifier/topic-classifier.ts";
import type { LabelledText } from "./sets.ts";

/** What a classifier makes of a set. */
export interface IntentFigures {
  readonly right: number;
  readonly asked: number;
  /** Area under the curve of telling a set's own messages from those out of scope; undefined without such. */
  readonly auroc: number | undefined;
  /** Share of those out of scope that are refused where 5 % of the set's own are. */
  readonly recall: number | undefined;
  /** CPU of the training, seconds. */
  readonly training: number;
  /** CPU of a message, milliseconds, the middle one. */
  readonly message: number;
}

const OUT = "oos";

export function measureIntents(
  topics: readonly TopicExamples[],
  tests: readonly LabelledText[],
  embedding: Embedding,
): IntentFigures {
  embedding.embed("read the table before the clock runs");
  const before = process.cpuUsage();
  const trained = trainTopics(topics, embedding);
  const { user, system } = process.cpuUsage(before);
  const classify = makeTopicClassifier(topics, embedding, trained);
  const inside: number[] = [];
  const outside: number[] = [];
  const times: number[] = [];
  let right = 0;
  for (const { text, intent } of tests) {
    const began = performance.now();
    const { ranked, belonging } = classify(text);
    times.push(performance.now() - began);
    (intent === OUT ? outside : inside).push(belonging);
    if (intent !== OUT && ranked[0]?.name === intent) right++;
  }
  const scoped = outside.length > 0;
  return {
    right,
    asked: inside.length,
    auroc: scoped ? aurocOf(inside, outside) : undefined,
    recall: scoped ? recallAt(inside, outside, 0.05) : undefined,
    training: (user + system) / 1e6,
    message: middle(times),
  };
}

/** How often one inside scores higher than one outside; half where they are equal. */
export function aurocOf(inside: readonly number[], outside: readonly number[]): number {
  let higher = 0;
  for (const own of inside) {
    for (const strange of outside) higher += own > strange ? 1 : own === strange ? 0.5 : 0;
  }
  return higher / (inside.length * outside.length);
}

/** The share of those outside that lie below the score under which `refused` of those inside lie. */
export function recallAt(inside: readonly number[], outside: readonly number[], refused: number): number {
  const threshold = inside.toSorted((one, other) => one - other)[Math.floor(inside.length * refused)] ?? 0;
  return outside.filter((score) => score < threshold).length / outside.length;
}

export function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Right, wrong and missed, by kind of entity. */
export interface Count {
  right: number;
  wrong: number;
  missed: number;
}

export function f1({ right, wrong, missed }: Count): number {
  return right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed);
}
