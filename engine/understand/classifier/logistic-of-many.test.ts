import { expect, test } from "@jest/globals";
import { trainLogisticOfMany } from "./logistic-of-many.ts";
import { trainLogistic } from "./logistic-regression.ts";

const CLASSES = 4;
const COUNT = 40;
const labels = Array.from({ length: COUNT }, (_, at) => at % CLASSES);

/** Points that share much, a little with their class, and have something of their own. */
const gram = Float64Array.from({ length: COUNT * COUNT }, (_, at) => {
  const [row, column] = [Math.floor(at / COUNT), at % COUNT];
  return 1 + (labels[row] === labels[column] ? 0.4 : 0) + (row === column ? 1 : 0);
});

test("for many examples comes to the coefficients of the plain descent, and leaves the products as they are", () => {
  const before = Float64Array.from(gram);
  const plain = trainLogistic(gram, labels, CLASSES);
  const quick = trainLogisticOfMany(gram, labels, CLASSES, 0.02);
  expect(gram).toEqual(before);
  expect(Math.max(...plain)).toBeGreaterThan(0.1);
  for (const [at, value] of quick.entries()) expect(value).toBeCloseTo(plain[at] ?? 0, 2);
  expect(trainLogisticOfMany(gram, labels, CLASSES, 0.02)).toEqual(quick);
  // Another penalty is another answer, so agreement says something.
  expect(Math.max(...trainLogisticOfMany(gram, labels, CLASSES, 1))).toBeLessThan(Math.max(...plain) - 0.05);
});
