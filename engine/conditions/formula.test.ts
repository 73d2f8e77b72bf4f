import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { compiled, Talking } from "../turn/talking.fixture.ts";
import type { Value } from "./condition.ts";
import { parseFormula, workOut } from "./formula.ts";

const values: Readonly<Record<string, Value>> = {
  team_size: 3,
  budget: 100,
  goals: ["More leads", "Faster replies"],
  role: "Sales",
  slot: { id: "t10" },
  blank: "",
};
const at = { line: 1, column: 1 };

function worked(source: string): Value | undefined {
  const formula = parseFormula(source, at);
  if ("fault" in formula) throw new Error(formula.fault);
  return workOut(formula, (name) => (Object.hasOwn(values, name) ? values[name] : undefined));
}

describe("a formula", () => {
  test.each<[string, Value | undefined]>([
    ["team_size * 2 > 5", true],
    ["2 * team_size - 1 > 5", false],
    ["budget / 3 > 33 && budget / 3.0 < 34.0", true],
    ["budget + team_size", 103],
    ["1 + 2", 3],
    ["size(goals) == 2 && role in ['Sales', 'CEO']", true],
    ["goals.exists(g, g == 'More leads')", true],
    ["slot.id == 't10'", true],
    ["unknown > 5", undefined],
    ["!(unknown == 5)", undefined],
    ["blank == ''", undefined],
    ["slot.constructor == 1", undefined],
    ["role > 5", undefined],
    ["budget / 0.0", undefined],
  ])("%s", (source, value) => {
    expect(worked(source)).toEqual(value);
  });

  test.each([
    "team_size >",
    "role.matches('(a+)+b')",
    "matches(role, 'a')",
    "nothing(3)",
    "'a' + 1",
    "goals.map(a, goals.map(b, goals.map(c, c)))",
    `${"1 + ".repeat(400)}1`,
  ])("refuses %s", (source) => {
    expect(parseFormula(source, at)).toHaveProperty("fault");
  });

  test("looks at names of the talk, not at those of its own loops", () => {
    expect(parseFormula("goals.exists(g, g == role)", at)).toMatchObject({
      uses: [{ as: "goals" }, { as: "role" }],
    });
  });
});

const PLAYBOOK = `playbook: x
questions:
  seats: { ask: How many?, answer: number }
  size: { ask: How big?, answer: number }
score:
  - { when: { formula: seats * 2 > size }, add: 10, because: Many seats }
talk:
  start:
    - ask: seats
    - if: { formula: size > 1 || size <= 1 }
      then: [{ say: Known. }]
      else: [{ say: Unknown. }]
    - ask: size
    - set: { price: { formula: seats * 19.5 } }
    - say: "{{ price or 'no price' }}"
    - end: done
`;

test("holds in conditions and in the score, and sets values; a value that is unknown makes it false", () => {
  const talk = new Talking(compiled(PLAYBOOK));
  expect(talk.say("4")).toEqual(["Unknown.", "How big?"]);
  expect(talk.say("7")).toEqual(["78"]);
  expect(talk.turn.lead.score).toBe(10);
});

test("is checked with its place, and so are the names in it", () => {
  const problems = (formula: string) =>
    readPlaybook(PLAYBOOK.replace("seats * 2 > size", formula), "x.yml").problems.map(({ code, at }) => [
      code,
      at.line,
    ]);
  expect(problems("seats * 2 > size")).toEqual([]);
  expect(problems("seats * 2 >")).toEqual([["FORMULA_WRONG", 6]]);
  expect(problems("seats * 2")).toEqual([["FORMULA_WRONG", 6]]);
  expect(problems("seets * 2 > 1")).toEqual([["NAME_UNKNOWN", 6]]);
  expect(problems("score > 1")).toEqual([["SCORE_OF_ITSELF", 6]]);
});
