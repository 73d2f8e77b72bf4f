import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { findEntities } from "./find-entities.ts";

/** Wednesday, 18 November 2026, 10:00 UTC. */
const WORLD = { now: Date.UTC(2026, 10, 18, 10), timeZone: "UTC", country: "US" };

function found(message: string, world = WORLD) {
  return findEntities(message, world).map(({ kind, value }) => `${kind} ${value}`);
}

describe("entities of a message", () => {
  test.each<[message: string, entities: readonly string[]]>([
    ["hello at acme dot com", ["email hello@acme.com"]],
    ["write to Ana@ACME.example please", ["email Ana@acme.example"]],
    ["call +1 415 555 2671", ["phone +14155552671"]],
    ["see www.acme.com/pricing", ["url https://www.acme.com/pricing"]],
    ["around 20,000 euros", ["money 20000 EUR"]],
    ["$10-15k", ["money 10000 USD", "money 15000 USD"]],
    ["we are 80 people", ["team_size 80"]],
    ["between 50 and 100 employees", ["team_size 50-100"]],
    ["just me", ["team_size 1"]],
    ["tomorrow at 3pm", ["date 2026-11-19T15:00"]],
    ["I'm Maria Lopez from Contoso", ["person Maria Lopez", "company Contoso"]],
    [
      "We're Luma Health, 60 people, $5k a month, ana@luma.example",
      ["company Luma Health", "team_size 60", "money 5000 USD", "email ana@luma.example"],
    ],
  ])("%s", (message, entities) => {
    expect(found(message)).toEqual(entities);
  });

  test.each([
    "I'm at work. com ports are closed",
    "may I ask something",
    "the second option",
    "we serve 3000 customers",
    "20 percent off",
    "I'm in a hurry",
    "order 20384719 has not arrived",
    "I read the docs.Then I gave up",
  ])("%s names none", (message) => {
    expect(found(message)).toEqual([]);
  });

  test("a number without a country is of the visitor's, or of the one that the message names", () => {
    expect(found("030 901820", { ...WORLD, country: "DE" })).toEqual(["phone +4930901820"]);
    expect(found("07911 123456 (UK)")).toEqual(["phone +447911123456"]);
    expect(found("07911 123456")).toEqual([]);
  });

  test("a day is the one of the visitor's calendar", () => {
    const late = Date.UTC(2026, 10, 18, 23, 30);
    expect(found("today", { ...WORLD, now: late, timeZone: "Europe/Berlin" })).toEqual(["date 2026-11-19"]);
    expect(found("today", { ...WORLD, now: late, timeZone: "America/New_York" })).toEqual([
      "date 2026-11-18",
    ]);
  });

  test("each stands exactly where it says, whatever the message", () => {
    const fragment = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom(
        "ana@acme.example",
        "$5k",
        "80 people",
        "tomorrow",
        "+1 415 555 2671",
        "I'm Ana",
        "from Acme",
        "a.b",
        "at",
        "dot",
      ),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 8 }), (parts) => {
        const message = parts.join(" ");
        for (const { start, end, text, value } of findEntities(message, WORLD)) {
          expect(message.slice(start, end)).toBe(text);
          expect(text.trim()).not.toBe("");
          expect(value).not.toBe("");
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["figures", "1,".repeat(2000)],
    ["ats", "a at ".repeat(800)],
    ["dots", "a.".repeat(2000)],
    ["capitals", "Aa ".repeat(1300)],
    ["number words", "one hundred ".repeat(330)],
    ["digits", "1 ".repeat(2000)],
    ["spaces", `a${" ".repeat(3998)}b`],
  ])("4,000 characters of %s cost little", (_name, message) => {
    findEntities("warm up", WORLD);
    const before = performance.now();
    findEntities(message, WORLD);
    expect(performance.now() - before).toBeLessThan(250);
  });
});
