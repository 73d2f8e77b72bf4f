import { trainLogisticOfMany } from "./logistic-of-many.ts";
import { softmaxInPlace } from "./softmax.ts";

/** How often the descent goes over all examples; it is close to its end long before. */
const ROUNDS = 120;
/** How much a coefficient costs. Few examples need little: the classes lie apart in so many dimensions. */
const PENALTY = 0.02;
/** Products of a round from which on the plain descent would keep whoever publishes waiting: 30 topics of 33 phrases. */
const MANY_PRODUCTS = 3e7;

/**
 * Multinomial logistic regression with an L2 penalty, by Nesterov's accelerated descent from zero: the same input gives the
 * same coefficients. It works on the examples' products, so that one coefficient an example and class is all there is
 * to keep.
 *
 * @param gram products of all pairs of examples, row by row
 * @param labels class of each example, from 0
 * @returns coefficients, a row for each example: a class's score of a point is the sum of its products with the examples
 *   times their coefficients
 */
export function trainLogistic(gram: Float64Array, labels: readonly number[], classes: number): Float32Array {
  const count = labels.length;
  if (count * count * classes > MANY_PRODUCTS) return trainLogisticOfMany(gram, labels, classes, PENALTY);
  const step = 1 / (largestEigenvalue(gram, count) / 2 + PENALTY);
  let current = new Float64Array(count * classes);
  let before = new Float64Array(count * classes);
  const ahead = new Float64Array(count * classes);
  for (let round = 0; round < ROUNDS; round++) {
    const momentum = round / (round + 3);
    for (let at = 0; at < ahead.length; at++) {
      const now = current[at] ?? 0;
      ahead[at] = now + momentum * (now - (before[at] ?? 0));
    }
    const next = descend(ahead, scoresOf(gram, ahead, count, classes), labels, classes, step);
    before = current;
    current = next;
  }
  return Float32Array.from(current);
}

function descend(
  from: Float64Array,
  scores: Float64Array,
  labels: readonly number[],
  classes: number,
  step: number,
): Float64Array<ArrayBuffer> {
  const next = new Float64Array(from.length);
  for (const [example, label] of labels.entries()) {
    const begin = example * classes;
    softmaxInPlace(scores.subarray(begin, begin + classes));
    for (let at = begin; at < begin + classes; at++) {
      const error = (scores[at] ?? 0) - (at === begin + label ? 1 : 0);
      next[at] = (from[at] ?? 0) - step * (error + PENALTY * (from[at] ?? 0));
    }
  }
  return next;
}

/** The examples' scores under coefficients: gram times coefficients. */
function scoresOf(
  gram: Float64Array,
  coefficients: Float64Array,
  count: number,
  classes: number,
): Float64Array {
  const scores = new Float64Array(count * classes);
  for (let row = 0; row < count; row++) {
    const to = row * classes;
    for (let other = 0; other < count; other++) {
      const product = gram[row * count + other] ?? 0;
      const from = other * classes;
      for (let at = 0; at < classes; at++) {
        scores[to + at] = (scores[to + at] ?? 0) + product * (coefficients[from + at] ?? 0);
      }
    }
  }
  return scores;
}

/** By the power method, from a start that is never orthogonal to the answer: all products of examples are nearly positive. */
function largestEigenvalue(gram: Float64Array, count: number): number {
  let vector = new Float64Array(count).fill(1 / Math.sqrt(count));
  let value = 1;
  for (let round = 0; round < 12; round++) {
    const next = scoresOf(gram, vector, count, 1);
    value = Math.sqrt(next.reduce((sum, each) => sum + each * each, 0)) || 1;
    vector = next.map((each) => each / value);
  }
  return value * 1.05;
}
