import { describe, expect, test } from "@jest/globals";
import { collectProblems } from "../problems/problem-list.ts";
import { readSource } from "./source.ts";

function read(text: string) {
  const problems = collectProblems("x.yml");
  const node = readSource(text, problems);
  return { json: node?.json, problems: problems.sorted().map(({ code, at }) => [code, at.line, at.column]) };
}

describe("readSource", () => {
  test.each([
    ["12", 12],
    ["-3.5", -3.5],
    ["012", "012"],
    ["1.10", "1.10"],
    ["0x1F", "0x1F"],
    ["1e3", "1e3"],
    [".inf", ".inf"],
    ["25:25", "25:25"],
    ["2026-12-25", "2026-12-25"],
    ["123456789012345678901", "123456789012345678901"],
    ["true", true],
    ["True", "True"],
    ["yes", "yes"],
    ["no", "no"],
    ["on", "on"],
    ['"12"', "12"],
    ["'true'", "true"],
    ["~", null],
    ["null", null],
    ["", null],
    ["a # b", "a"],
    ["Hi 👋 there", "Hi 👋 there"],
  ])("reads %s as a marketer means it", (written, value) => {
    expect(read(`a: ${written}`)).toEqual({ json: { a: value }, problems: [] });
  });

  test("takes a byte order mark, CRLF and keys like toString", () => {
    expect(read("\uFEFFa: b\r\ntoString: c\r\n")).toEqual({ json: { a: "b", toString: "c" }, problems: [] });
  });

  test.each([
    ["an anchor", "a: &b c", ["YAML_FEATURE", 1, 7]],
    ["an alias", "a: *b", ["YAML_FEATURE", 1, 4]],
    ["a merge key", "a:\n  <<: b", ["YAML_FEATURE", 2, 3]],
    ["a tag", "a: !!int 5", ["YAML_FEATURE", 1, 10]],
    ["a second document", "a: b\n---\nc: d", ["YAML_FEATURE", 2, 1]],
    ["a directive", "%YAML 1.1\n---\na: b", ["YAML_FEATURE", 1, 1]],
    ["a double key", "a: 1\nb: 2\na: 3", ["KEY_TWICE", 3, 1]],
    ["__proto__", "a:\n  __proto__: b", ["KEY_FORBIDDEN", 2, 3]],
    ["constructor", "{ constructor: b }", ["KEY_FORBIDDEN", 1, 3]],
    ["a key that is no word", "? [a]\n: b", ["YAML_SYNTAX", 1, 3]],
    ["a colon in a text", "a:\n  ask: Last one: what?", ["TEXT_NEEDS_QUOTES", 2, 8]],
    ["a colon in a text of a flow map", "a: { ask: Last one: what? }", ["TEXT_NEEDS_QUOTES", 1, 11]],
    ["an open quote", 'a: "b', ["YAML_SYNTAX", 1, 6]],
    ["a tab", "a:\n\t- b", ["YAML_SYNTAX", 2, 1]],
    ["a text that begins with @", "a: @b", ["YAML_SYNTAX", 1, 4]],
    ["a sign that nobody can see", "a: b\nc: d\u0007", ["YAML_SYNTAX", 2, 5]],
    ["half a character", "a: \ud83d", ["YAML_SYNTAX", 1, 4]],
    ["an empty file", "# nothing\n", ["VALUE_WRONG", 1, 1]],
    ["a file that is too long", `a: ${"é".repeat(128 * 1024)}`, ["FILE_TOO_BIG", 1, 1]],
    ["a file that is too deep", "[".repeat(100), ["FILE_TOO_DEEP", 1, 65]],
  ])("refuses %s", (_what, text, problem) => {
    expect(read(text).problems).toContainEqual(problem);
  });

  test("goes on after a text that only lacks quotes", () => {
    expect(read("a: One: two\nb: *x").problems).toEqual([
      ["TEXT_NEEDS_QUOTES", 1, 4],
      ["YAML_FEATURE", 2, 4],
    ]);
  });

  // Each of these took minutes, or a stack, before there were bounds.
  test.each([
    ["brackets", "["],
    ["closing brackets", "]"],
    ["dashes", "- "],
    ["question marks", "? "],
    ["quotes", '"'],
    ["commas in a list", ","],
    ["aliases", "*a "],
    ["nested keys", "a: "],
    ["one key again and again", "a: 1\n"],
  ])(
    "takes bounded time for a file of %s",
    (_what, piece) => {
      const { problems } = read(piece.repeat(Math.floor((64 * 1024) / piece.length)));
      expect(problems.length).toBeGreaterThan(0);
    },
    30_000,
  );
});
