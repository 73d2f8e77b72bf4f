import type { Embedding } from "./embedding.ts";
import { OUT_OF_SCOPE } from "./out-of-scope.ts";
import { type TopicExamples, type TrainedTopics, trainTopics } from "./topic-classifier.ts";

/** What training found out, as JSON text that any store can hold: some kilobytes for a playbook. */
export type TrainedText = string;

/** Grows when the features or the heads change: what was trained before is then trained anew. */
const RECIPE = 1;

interface Kept {
  readonly recipe: number;
  readonly embedding: string;
  readonly topic: readonly number[];
  readonly scope: readonly number[];
}

/** Trains, and writes down what was found out. */
export function trainedText(topics: readonly TopicExamples[], embedding: Embedding | undefined): TrainedText {
  const { topic, scope } = trainTopics(topics, embedding);
  const kept: Kept = {
    recipe: RECIPE,
    embedding: embedding?.name ?? "",
    topic: Array.from(topic, rounded),
    scope: Array.from(scope, rounded),
  };
  return JSON.stringify(kept);
}

/** What was kept, where it fits these phrases, this embedding and this release; else it is trained. */
export function trainedFrom(
  kept: TrainedText | undefined,
  topics: readonly TopicExamples[],
  embedding: Embedding | undefined,
): TrainedTopics {
  return read(kept, topics, embedding) ?? roundedAll(trainTopics(topics, embedding));
}

function read(
  text: TrainedText | undefined,
  topics: readonly TopicExamples[],
  embedding: Embedding | undefined,
): TrainedTopics | undefined {
  if (text === undefined) return undefined;
  const kept = parsed(text);
  const phrases = topics.reduce((sum, topic) => sum + topic.phrases.length, 0);
  const fits =
    kept?.recipe === RECIPE &&
    kept.embedding === (embedding?.name ?? "") &&
    kept.topic?.length === phrases * topics.length &&
    kept.scope?.length === (phrases + OUT_OF_SCOPE.length) * (topics.length + 1);
  return fits ? { topic: Float32Array.from(kept.topic), scope: Float32Array.from(kept.scope) } : undefined;
}

function parsed(text: TrainedText): Partial<Kept> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Kept and fresh coefficients are the same numbers, so a message is read alike before and after a restart. */
function roundedAll({ topic, scope }: TrainedTopics): TrainedTopics {
  return { topic: topic.map(rounded), scope: scope.map(rounded) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
