import { factorise, solveAll } from "./cholesky.ts";
import { softmaxInPlace } from "./softmax.ts";

/** How often the descent goes over all examples; it is close to its end long before. */
const ROUNDS = 40;

/**
 * `trainLogistic` for many examples and classes: close to the same coefficients, in a third of the rounds.
 *
 * Each round goes to the lowest point of a bowl that lies above the loss everywhere (Böhning's bound: half the products and
 * the penalty, factorised once), with Nesterov's momentum. So it needs few rounds however alike the examples are, where a
 * plain descent has to go slower the more of them there are.
 *
 * @param gram products of all pairs of examples, row by row
 * @param labels class of each example, from 0
 * @param penalty how much a coefficient costs
 */
export function trainLogisticOfMany(
  gram: Float64Array,
  labels: readonly number[],
  classes: number,
  penalty: number,
): Float32Array {
  const count = labels.length;
  const bowl = gram.map((product) => product / 2);
  for (let at = 0; at < count; at++) bowl[at * count + at] = (bowl[at * count + at] ?? 0) + penalty;
  factorise(bowl, count);
  let current = nothingYet(count * classes);
  let before = nothingYet(count * classes);
  for (let round = 0; round < ROUNDS; round++) {
    const ahead = goneOn(current, before, round / (round + 3));
    const slope = slopeAt(ahead, labels, classes, penalty);
    const way = Float64Array.from(slope);
    solveAll(bowl, way, count, classes);
    before = current;
    current = {
      coefficients: ahead.coefficients.map((value, at) => value - (way[at] ?? 0)),
      // Products times the way, without multiplying: gram = 2 (bowl - penalty), and bowl times the way is the slope.
      scores: ahead.scores.map((value, at) => value - 2 * ((slope[at] ?? 0) - penalty * (way[at] ?? 0))),
    };
  }
  return Float32Array.from(current.coefficients);
}

interface Place {
  readonly coefficients: Float64Array;
  /** The examples' scores: gram times coefficients. */
  readonly scores: Float64Array;
}

function nothingYet(size: number): Place {
  return { coefficients: new Float64Array(size), scores: new Float64Array(size) };
}

function goneOn(now: Place, before: Place, momentum: number): Place {
  const further = (to: Float64Array, from: Float64Array) =>
    to.map((value, at) => value + momentum * (value - (from[at] ?? 0)));
  return {
    coefficients: further(now.coefficients, before.coefficients),
    scores: further(now.scores, before.scores),
  };
}

function slopeAt(
  { coefficients, scores }: Place,
  labels: readonly number[],
  classes: number,
  penalty: number,
): Float64Array {
  const slope = Float64Array.from(scores);
  for (const [example, label] of labels.entries()) {
    const begin = example * classes;
    softmaxInPlace(slope.subarray(begin, begin + classes));
    slope[begin + label] = (slope[begin + label] ?? 0) - 1;
  }
  return slope.map((error, at) => error + penalty * (coefficients[at] ?? 0));
}
