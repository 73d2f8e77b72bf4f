import { stem, wordsOf } from "../words.ts";

/** A text as numbered features, of length 1 together; empty where the training has seen none of them. */
export interface SparseVector {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/** Stems of words, pairs of neighbours and runs of 3 and 4 letters, weighed by how few of the training's texts hold them. */
export interface TfIdf {
  readonly size: number;
  vectorOf(text: string): SparseVector;
}

/** Learns the features of the texts. Deterministic: features are numbered in the order of their first use. */
export function learnTfIdf(texts: readonly string[]): TfIdf {
  const seen = new Map<string, { index: number; texts: number }>();
  for (const text of texts) {
    for (const feature of countsOf(text).keys()) {
      const known = seen.get(feature);
      if (known) known.texts++;
      else seen.set(feature, { index: seen.size, texts: 1 });
    }
  }
  const weights = new Map(
    [...seen].map(([feature, { index, texts: holding }]) => [
      feature,
      { index, idf: Math.log((1 + texts.length) / (1 + holding)) + 1 },
    ]),
  );
  return {
    size: weights.size,
    vectorOf(text) {
      const indices: number[] = [];
      const values: number[] = [];
      let squares = 0;
      for (const [feature, { count, share }] of countsOf(text)) {
        const weight = weights.get(feature);
        if (weight === undefined) continue;
        const value = (1 + Math.log(count)) * weight.idf * share;
        indices.push(weight.index);
        values.push(value);
        squares += value * value;
      }
      const length = Math.sqrt(squares) || 1;
      return { indices, values: values.map((value) => value / length) };
    },
  };
}

interface Count {
  count: number;
  readonly share: number;
}

function countsOf(text: string): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  const add = (feature: string, share: number) => {
    const known = counts.get(feature);
    if (known) known.count++;
    else counts.set(feature, { count: 1, share });
  };
  const words = wordsOf(text).slice(0, MOST_WORDS);
  const stems = words.map(stem);
  for (const [index, word] of words.entries()) {
    const [own, next] = [stems[index] ?? word, stems[index + 1]];
    add(own, 1);
    if (next !== undefined) add(`${own} ${next}`, 1);
    const edged = `<${word.slice(0, 30)}>`;
    for (const size of [3, 4]) {
      for (let at = 0; at + size <= edged.length; at++) add(`#${edged.slice(at, at + size)}`, LETTERS_SHARE);
    }
  }
  return counts;
}

/** A message is read to here; whoever writes more has said before what it is about. */
const MOST_WORDS = 120;
/** Runs of letters are many and overlap. */
const LETTERS_SHARE = 0.5;
