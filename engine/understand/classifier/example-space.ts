import type { Embedding } from "./embedding.ts";
import { learnTfIdf, type SparseVector } from "./tf-idf.ts";

/** A text in the space of the examples: TF-IDF joined with its vector of meaning. */
export interface Point {
  readonly sparse: SparseVector;
  /** Zeros where the embedding says nothing. */
  readonly dense: Float32Array;
  /** Of the whole point. */
  readonly length: number;
}

/** The space that a set of examples spans. */
export interface ExampleSpace {
  readonly points: readonly Point[];
  readonly sparseSize: number;
  readonly denseSize: number;
  pointOf(text: string): Point;
}

/** The vector's weight beside that of the words. */
const DENSE_WEIGHT = 1.5;

export function makeExampleSpace(texts: readonly string[], embedding: Embedding | undefined): ExampleSpace {
  const tfIdf = learnTfIdf(texts);
  const denseSize = embedding?.dimensions ?? 0;
  const pointOf = (text: string): Point => {
    const sparse = tfIdf.vectorOf(text);
    const embedded = embedding?.embed(text);
    const dense = embedded?.map((value) => value * DENSE_WEIGHT) ?? new Float32Array(denseSize);
    const squares = (sparse.indices.length > 0 ? 1 : 0) + (embedded ? DENSE_WEIGHT ** 2 : 0);
    return { sparse, dense, length: Math.sqrt(squares) };
  };
  return { points: texts.map(pointOf), sparseSize: tfIdf.size, denseSize, pointOf };
}

/** The products of all pairs of points, row by row. */
export function gramOf({ points, sparseSize }: ExampleSpace): Float64Array {
  const count = points.length;
  const gram = new Float64Array(count * count);
  const spread = new Float64Array(sparseSize);
  for (const [row, { sparse, dense }] of points.entries()) {
    scatter(sparse, spread);
    for (let column = row; column < count; column++) {
      const other = points[column];
      if (other === undefined) continue;
      const product = gathered(other.sparse, spread) + dot(dense, other.dense);
      gram[row * count + column] = product;
      gram[column * count + row] = product;
    }
    for (const index of sparse.indices) spread[index] = 0;
  }
  return gram;
}

function scatter({ indices, values }: SparseVector, into: Float64Array): void {
  for (const [at, index] of indices.entries()) into[index] = values[at] ?? 0;
}

function gathered({ indices, values }: SparseVector, spread: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < indices.length; at++) sum += (values[at] ?? 0) * (spread[indices[at] ?? 0] ?? 0);
  return sum;
}

export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
