import { factorise, solveAll } from "./cholesky.ts";

/** Against noise in few examples; found on sets of several kinds. */
const PENALTY = 1;

/**
 * Ridge regression of each class against all others on the examples' products: +1 for an example of the class, -1 for
 * all others. Solved exactly, by Cholesky's method.
 *
 * @param gram products of all pairs of examples, row by row; is used up
 * @param labels class of each example, from 0
 * @returns coefficients, a row for each example
 */
export function trainRidge(gram: Float64Array, labels: readonly number[], classes: number): Float32Array {
  const count = labels.length;
  for (let at = 0; at < count; at++) gram[at * count + at] = (gram[at * count + at] ?? 0) + PENALTY;
  factorise(gram, count);
  const targets = new Float64Array(count * classes).fill(-1);
  for (const [example, label] of labels.entries()) targets[example * classes + label] = 1;
  solveAll(gram, targets, count, classes);
  return Float32Array.from(targets);
}
