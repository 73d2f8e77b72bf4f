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
  const coefficients = new Float32Array(count * classes);
  for (let of = 0; of < classes; of++) {
    const target = Float64Array.from(labels, (label) => (label === of ? 1 : -1));
    solve(gram, target, count);
    for (let at = 0; at < count; at++) coefficients[at * classes + of] = target[at] ?? 0;
  }
  return coefficients;
}

/** Leaves the lower triangle L with L·Lᵀ = matrix. */
function factorise(matrix: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      const [one, other] = [row * count, column * count];
      let sum = matrix[one + column] ?? 0;
      for (let at = 0; at < column; at++) sum -= (matrix[one + at] ?? 0) * (matrix[other + at] ?? 0);
      matrix[one + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[other + column] ?? 1);
    }
  }
}

function solve(lower: Float64Array, vector: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) {
    let sum = vector[row] ?? 0;
    for (let at = 0; at < row; at++) sum -= (lower[row * count + at] ?? 0) * (vector[at] ?? 0);
    vector[row] = sum / (lower[row * count + row] ?? 1);
  }
  for (let row = count - 1; row >= 0; row--) {
    let sum = vector[row] ?? 0;
    for (let at = row + 1; at < count; at++) sum -= (lower[at * count + row] ?? 0) * (vector[at] ?? 0);
    vector[row] = sum / (lower[row * count + row] ?? 1);
  }
}
