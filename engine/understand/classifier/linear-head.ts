import type { ExampleSpace, Point } from "./example-space.ts";

/** Scores of all classes for a point of the space. */
export type LinearHead = (point: Point) => Float64Array;

/**
 * The head that coefficients of a space's examples amount to: as many weights as features instead of examples, so that a
 * message costs the same however many examples there are.
 *
 * @param coefficients a row for each of the space's first examples
 */
export function linearHead(space: ExampleSpace, coefficients: Float32Array, classes: number): LinearHead {
  const sparseWeights = new Float32Array(space.sparseSize * classes);
  const denseWeights = new Float32Array(space.denseSize * classes);
  const examples = coefficients.length / classes;
  for (const [example, { sparse, dense }] of space.points.slice(0, examples).entries()) {
    const row = coefficients.subarray(example * classes, (example + 1) * classes);
    for (let at = 0; at < sparse.indices.length; at++) {
      addRow(sparseWeights, (sparse.indices[at] ?? 0) * classes, row, sparse.values[at] ?? 0);
    }
    for (let at = 0; at < dense.length; at++) addRow(denseWeights, at * classes, row, dense[at] ?? 0);
  }
  return ({ sparse, dense }) => {
    const scores = new Float64Array(classes);
    for (let at = 0; at < sparse.indices.length; at++) {
      addFrom(scores, sparseWeights, (sparse.indices[at] ?? 0) * classes, sparse.values[at] ?? 0);
    }
    for (let at = 0; at < dense.length; at++) addFrom(scores, denseWeights, at * classes, dense[at] ?? 0);
    return scores;
  };
}

function addRow(to: Float32Array, begin: number, row: Float32Array, share: number): void {
  for (let at = 0; at < row.length; at++) to[begin + at] = (to[begin + at] ?? 0) + share * (row[at] ?? 0);
}

function addFrom(to: Float64Array, weights: Float32Array, begin: number, share: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] ?? 0) + share * (weights[begin + at] ?? 0);
}
