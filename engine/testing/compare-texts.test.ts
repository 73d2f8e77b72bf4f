import { describe, expect, test } from "@jest/globals";
import { compareTexts, describes } from "./compare-texts.ts";

describe("describes", () => {
  test.each([
    ["Hello", "Hello", true],
    ["Hello", "Hello there", false],
    ["hello", "Hello", true],
    ["Hello*", "Hello there", true],
    ["*there", "Hello there", true],
    ["*ell*re", "Hello there", true],
    ["*", "", true],
    ["", "x", false],
    ["How many?", "How many?", true],
    ["How many?", "How manyX", false],
    ["a  b", " a b ", true],
    ["[x]", "x", false],
  ])("%j describes %j: %j", (glob, text, expected) => {
    expect(describes(glob, text)).toBe(expected);
  });

  test("a hostile glob takes no longer than its size allows", () => {
    expect(describes(`${"*a".repeat(200)}b`, "a".repeat(4000))).toBe(false);
  });
});

describe("compareTexts", () => {
  test.each<[string[], string[]]>([
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [["..."], []],
    [["..."], ["a", "b"]],
    [
      ["...", "b"],
      ["a", "b"],
    ],
    [
      ["...", "b"],
      ["b", "b"],
    ],
    [
      ["a", "...", "c"],
      ["a", "c"],
    ],
    [
      ["a", "...", "...", "c"],
      ["a", "x", "y", "c"],
    ],
  ])("%j describes %j", (globs, texts) => {
    expect(compareTexts(globs, texts)).toBeUndefined();
  });

  test.each<[string[], string[], number, string[]]>([
    [["a", "b"], ["a", "x"], 1, ["b"]],
    [["a"], ["a", "x"], 1, []],
    [["a", "b"], ["a"], 1, ["b"]],
    [["...", "c"], ["a", "b"], 2, ["c"]],
    [["a"], [], 0, ["a"]],
  ])("%j against %j differs at %d", (globs, texts, index, expected) => {
    expect(compareTexts(globs, texts)).toEqual({ index, expected });
  });
});
