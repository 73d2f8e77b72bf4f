import { dot, type ExampleSpace, type Point } from "./example-space.ts";

/** The cosines of a point to the first `count` examples of a space. Only those that share a feature are touched. */
export function cosinesIn(space: ExampleSpace, count: number): (point: Point) => Float64Array {
  const holders = new Map<number, { readonly examples: number[]; readonly values: number[] }>();
  const points = space.points.slice(0, count);
  for (const [example, { sparse }] of points.entries()) {
    for (const [at, index] of sparse.indices.entries()) {
      const known = holders.get(index) ?? { examples: [], values: [] };
      known.examples.push(example);
      known.values.push(sparse.values[at] ?? 0);
      holders.set(index, known);
    }
  }
  return ({ sparse, dense, length }) => {
    const products = Float64Array.from(points, (point) => dot(dense, point.dense));
    for (const [at, index] of sparse.indices.entries()) {
      const held = holders.get(index);
      const value = sparse.values[at] ?? 0;
      for (const [place, example] of held?.examples.entries() ?? []) {
        products[example] = (products[example] ?? 0) + value * (held?.values[place] ?? 0);
      }
    }
    return products.map((product, example) => product / ((points[example]?.length ?? 0) * length || 1));
  };
}
