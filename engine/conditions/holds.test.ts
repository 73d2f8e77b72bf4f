import { describe, expect, test } from "@jest/globals";
import { readSource } from "../playbook/source.ts";
import { collectProblems } from "../problems/problem-list.ts";
import type { Condition, Value } from "./condition.ts";
import { holds } from "./holds.ts";
import { readCondition } from "./read-condition.ts";

const values: Readonly<Record<string, Value>> = {
  team_size: 80,
  role: "Founder or CEO",
  goals: ["More leads", "Faster replies"],
  empty: "",
  wants_call: true,
  start: "2026-12-01",
  fact: "30",
  grade: "hot",
  score: 65,
  open: ["sales"],
  online: [],
  page: "/pricing/teams",
  slot: { id: "t10", label: "Tue" },
};
const lookup = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);

function read(text: string): { readonly condition: Condition; readonly codes: readonly string[] } {
  const problems = collectProblems("x.yml");
  const node = readSource(text, problems);
  if (node === undefined) throw new Error(`not YAML: ${text}`);
  const condition = readCondition(node, problems);
  return { condition, codes: problems.sorted().map(({ code }) => code) };
}

describe("a condition", () => {
  test.each([
    ["{ team_size: 80 }", true],
    ["{ team_size: 81 }", false],
    ["{ team_size: { over: 80 } }", false],
    ["{ team_size: { at_least: 80, at_most: 80 } }", true],
    ["{ team_size: { over: 50, under: 60 } }", false],
    ["{ team_size: { between: [80, 90] } }", true],
    ["{ team_size: { between: [11, 79] } }", false],
    ["{ fact: { over: 29 } }", true],
    ["{ fact: 30 }", true],
    ["{ role: founder or ceo }", true],
    ["{ role: [IT, ' Founder or CEO '] }", true],
    ["{ role: { is_not: [IT, Sales] } }", true],
    ["{ role: { starts_with: FOUNDER } }", true],
    ["{ role: { ends_with: it } }", false],
    ["{ role: { includes: or } }", true],
    ["{ role: { over: 5 } }", false],
    ["{ goals: more leads }", true],
    ["{ goals: { includes: More } }", false],
    ["{ goals: { includes_any: [Less work, Faster replies] } }", true],
    ["{ goals: { is_not: More leads } }", false],
    ["{ wants_call: true }", true],
    ["{ wants_call: yes }", true],
    ["{ wants_call: no }", false],
    ["{ start: { over: 2026-11-30 } }", true],
    ["{ slot.id: t10 }", true],
    ["{ open: sales }", true],
    ["{ open: support }", false],
    ["{ online: sales }", false],
    ["{ grade: [hot, warm], score: { over: 60 } }", true],
    ["{ page: /pricing* }", true],
    ["{ page: /pricing }", false],
    ["{ role: Founder* }", false],
    ["{ unknown: 5 }", false],
    ["{ unknown: { is_not: 5 } }", true],
    ["{ unknown: { known: false } }", true],
    ["{ empty: { known: true } }", false],
    ["{ not: { role: IT } }", true],
    ["[{ role: IT }, { team_size: 80 }]", true],
    ["[{ role: IT }, { team_size: 3 }]", false],
    ["{ constructor.name: Object }", false],
    ["{ slot.toString: x }", false],
  ])("%s is %s", (text, expected) => {
    const { condition, codes } = read(text);
    expect(codes).toEqual([]);
    expect(holds(condition, lookup)).toBe(expected);
  });

  test.each([
    ["{ formula: 'team_size >' }", "FORMULA_WRONG"],
    ["{ team_size: { ovr: 3 } }", "KEY_UNKNOWN"],
    ["{ team_size: { over: many } }", "TEST_WRONG"],
    ["{ team_size: { between: [3] } }", "TEST_WRONG"],
    ["{ team_size: { between: [9, 3] } }", "TEST_WRONG"],
    ["{ team_size: { known: maybe } }", "TEST_WRONG"],
    ["{ team_size: }", "TEST_WRONG"],
    ["{ team_size: {} }", "TEST_WRONG"],
    ["hot", "TEST_WRONG"],
    ["[]", "TEST_WRONG"],
  ])("%s is told about, and never holds", (text, code) => {
    const { condition, codes } = read(text);
    expect(codes).toEqual([code]);
    expect(holds(condition, lookup)).toBe(false);
  });
});
