import { describe, expect, test } from "@jest/globals";
import type { Value } from "../conditions/condition.ts";
import { parseTemplate } from "./parse-template.ts";
import { render } from "./render.ts";

const values: Readonly<Record<string, Value>> = {
  name: "ana",
  size: 100000,
  budget: 20000,
  price: 19.5,
  goals: ["More leads", "Faster replies", "Less work"],
  one: ["More leads"],
  none: [],
  blank: "",
  zero: 0,
  sure: true,
  slot: { label: "Tue 10:00", id: "t10" },
  day: "2026-11-23",
  at: "2026-11-23T09:05:00+01:00",
};
const lookup = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
const at = { line: 1, column: 1 };

function show(source: string): string {
  const { template, faults } = parseTemplate(source, at);
  expect(faults).toEqual([]);
  return render(template, lookup);
}

describe("render", () => {
  test.each([
    ["Hi {{ name }}!", "Hi ana!"],
    ["{{name}}{{ size }}", "ana100000"],
    ["{{ name | capitalize }} {{ name | upper }}", "Ana ANA"],
    ["{{ nobody or 'there' }} {{ nobody or name }}", "there ana"],
    ['{{ blank or "none" }} {{ none or "none" }} {{ zero or "none" }}', "none none 0"],
    ['{{ nobody or "there" | capitalize }}', "There"],
    ['{{ nobody | capitalize or "there" }}', "There"],
    ['{{ nobody or "}}" }}', "}}"],
    ["{{ nobody }}.", "."],
    [
      "{{ goals }} / {{ one }} / {{ goals | lower }}",
      "More leads, Faster replies and Less work / More leads / more leads, faster replies and less work",
    ],
    ["{{ budget | money EUR }} {{ price | money EUR }} {{ size | number }}", "€20,000 €19.50 100,000"],
    ["{{ name | money EUR }}", "ana"],
    ["{{ day | date }}, {{ at | time }}", "23 November 2026, 09:05"],
    ["{{ sure }}", "yes"],
    ["{{ slot }} {{ slot.id }}", "Tue 10:00 t10"],
    ["{{ slot.constructor }}{{ slot.__proto__ }}{{ name.length }}{{ toString }}", ""],
    ["no slot } here { }}", "no slot } here { }}"],
  ])("%s", (source, text) => {
    expect(show(source)).toBe(text);
  });

  test("a value that looks like a slot stays a text", () => {
    const { template } = parseTemplate("Hi {{ name }}", at);
    expect(render(template, () => "{{ size }} $& $1")).toBe("Hi {{ size }} $& $1");
  });
});

describe("parseTemplate", () => {
  test.each([
    ["{{ name", "TEMPLATE_SYNTAX"],
    ["{{ }}", "TEMPLATE_SYNTAX"],
    ["{{ 'text' }}", "TEMPLATE_SYNTAX"],
    ["{{ name or }}", "TEMPLATE_SYNTAX"],
    ["{{ name 'x' }}", "TEMPLATE_SYNTAX"],
    ["{{ name or 'a }}", "TEMPLATE_SYNTAX"],
    ["{{ team-size + 1 }}", "TEMPLATE_SYNTAX"],
    ["{{ name | }}", "FILTER_UNKNOWN"],
    ["{{ name | shout }}", "FILTER_UNKNOWN"],
    ["{{ budget | money euro }}", "TEMPLATE_SYNTAX"],
  ])("refuses %s", (source, code) => {
    expect(parseTemplate(source, at).faults.map((fault) => fault.code)).toEqual([code]);
  });

  test("tells of every slot that is wrong, at its place, and keeps the good ones", () => {
    const places = [1, 2, 3].map((column) => ({ line: 1, column }));
    const { template, faults } = parseTemplate("{{ a | x }} {{ b }} {{ 1 }}", at, places);
    expect(faults.map((fault) => fault.at.column)).toEqual([1, 3]);
    expect(template.parts).toEqual([" ", { path: ["b"], or: undefined, filters: [], at: places[1] }, " "]);
  });

  test("takes time in proportion to the text", () => {
    expect(parseTemplate('{{ "'.repeat(60_000), at).faults).toHaveLength(1);
    expect(parseTemplate("{{ a }}".repeat(30_000), at).faults).toEqual([]);
  });
});
