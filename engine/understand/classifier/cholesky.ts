/** Leaves the lower triangle L with L·Lᵀ = matrix, row by row. The matrix is symmetric and positive definite. */
export function factorise(matrix: Float64Array, count: number): void {
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

/**
 * Solves L·Lᵀ·X = right for all columns at once, in place.
 *
 * @param right a row for each row of the matrix
 */
export function solveAll(lower: Float64Array, right: Float64Array, count: number, columns: number): void {
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < row; at++) subtract(right, row, at, lower[row * count + at] ?? 0, columns);
    divide(right, row, lower[row * count + row] ?? 1, columns);
  }
  for (let row = count - 1; row >= 0; row--) {
    for (let at = row + 1; at < count; at++) subtract(right, row, at, lower[at * count + row] ?? 0, columns);
    divide(right, row, lower[row * count + row] ?? 1, columns);
  }
}

function subtract(rows: Float64Array, from: number, other: number, share: number, columns: number): void {
  const [to, of] = [from * columns, other * columns];
  for (let at = 0; at < columns; at++) rows[to + at] = (rows[to + at] ?? 0) - share * (rows[of + at] ?? 0);
}

function divide(rows: Float64Array, row: number, by: number, columns: number): void {
  for (let at = row * columns; at < (row + 1) * columns; at++) rows[at] = (rows[at] ?? 0) / by;
}
