import { expect, test } from "@jest/globals";
import { median, percentile, ratio, resolution, table } from "./figures.ts";

test("a percentile is a value that was measured", () => {
  const values = [5, 1, 4, 2, 3];
  expect(percentile(values, 0.5)).toBe(3);
  expect(percentile(values, 0.99)).toBe(5);
  expect(percentile(values, 0)).toBe(1);
  expect(() => percentile([], 0.5)).toThrow(RangeError);
});

test("the median of an even number of values lies between the two in the middle", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([3, 1, 2])).toBe(2);
});

test("a ratio compares within a round, so that a slow round does not count twice", () => {
  expect(ratio([10, 1, 10], [20, 2, 20])).toBe(0.5);
});

test("the resolution of two servers alike is nothing; of two that differ it is how much", () => {
  expect(resolution([10, 12], [10, 12])).toEqual({ ofMedians: 0, ofRounds: 0 });
  const { ofMedians, ofRounds } = resolution([10, 12, 11], [10, 10, 10]);
  expect(ofMedians).toBeCloseTo(0.1);
  expect(ofRounds).toBeCloseTo(0.2);
});

test("a table lines up", () => {
  expect(table(["a", "rate"], [["one", "1"]])).toBe("| a   | rate |\n| --- | ---: |\n| one |    1 |");
});
