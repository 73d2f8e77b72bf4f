import { describe, expect, test } from "@jest/globals";
import type { Value } from "../conditions/condition.ts";
import type { Question } from "../questions/question.ts";
import { labelOf, readAnswer } from "./read-answer.ts";
import { sampleQuestion } from "./sample-playbook.fixture.ts";

const NONE = Symbol("no answer of that kind");
type Row = readonly [said: string, value: Value | typeof NONE];

function holds(question: Question, rows: readonly Row[]): void {
  test.each(rows.map(([said, value]) => ({ said, value })))("$said", ({ said, value }) => {
    expect(readAnswer(question, said)).toEqual(
      value === NONE ? { ok: false, check: undefined } : { ok: true, value },
    );
  });
}

describe("a number of people", () => {
  holds(sampleQuestion("team_size", "number", "How many people are on your team?"), [
    ["80", 80],
    ["about 80", 80],
    ["80 people", 80],
    ["~80", 80],
    ["80-ish", 80],
    ["80ish", 80],
    ["we're 80", 80],
    ["We are around 80 employees.", 80],
    ["a team of 80", 80],
    ["roughly 80 of us", 80],
    ["1,200", 1200],
    ["1.200", 1200],
    ["1 200", 1200],
    ["20k", 20_000],
    ["20 k", 20_000],
    ["1.5k", 1500],
    ["2.5 million", 2_500_000],
    ["twenty", 20],
    ["twenty-five", 25],
    ["a hundred and twenty", 120],
    ["two thousand five hundred", 2500],
    ["half a million", 500_000],
    ["a dozen", 12],
    ["just me", 1],
    ["wir sind etwa 80 Mitarbeiter", 80],
    ["-3", -3],
    ["80, thanks!", 80],
    ["quite a few", NONE],
    ["between 50 and 60", NONE],
    ["50-60", NONE],
    ["80 cats", NONE],
    ["we have 12 full-time employees", 12],
    ["€80", NONE],
    ["five twenty", NONE],
    ["me", 1],
    ["80 or 90", NONE],
    ["no idea", NONE],
    ["not 80", NONE],
    ["more than 50", NONE],
    ["1.2.3", NONE],
    ["", NONE],
    ["99999999999999999999999999", NONE],
  ]);
});

describe("an amount in EUR", () => {
  holds(sampleQuestion("budget", "number", "Do you have a yearly budget in mind (in EUR)?"), [
    ["20k", 20_000],
    ["€20,000", 20_000],
    ["20.000 €", 20_000],
    ["20.000,50 EUR", 20_000.5],
    ["1.5m", 1_500_000],
    ["about 20k a year", 20_000],
    ["our budget is 20k euros", 20_000],
    ["$20k", NONE],
    ["20k a month", NONE],
    ["80 people", NONE],
    ["a lot", NONE],
  ]);
});

describe("money of no named currency", () => {
  holds(sampleQuestion("deal", "money", "How big is a typical deal?"), [
    ["$10,000", 10_000],
    ["10k", 10_000],
    ["20.000", 20_000],
    ["£ 1.5m", 1_500_000],
    ["10k dollars", 10_000],
    ["depends", NONE],
  ]);
});

describe("an email", () => {
  holds(sampleQuestion("email", "email", "Where can I write to?"), [
    ["ana@acme.example", "ana@acme.example"],
    ["Ana@ACME.Example", "Ana@acme.example"],
    ["you can write to ana@acme.example, thanks", "ana@acme.example"],
    ["it's <ana.keller+x@sub.acme.example>.", "ana.keller+x@sub.acme.example"],
    ["ana@gmail.com", "ana@gmail.com"],
    ["lea@müller.de please", "lea@müller.de"],
    ["ana@acme.example or bob@acme.example", NONE],
    ["ana@acme", NONE],
    ["ana@acme,com", NONE],
    ["@acme", NONE],
    ["ana..k@acme.example", NONE],
    ["ana@-acme.example", NONE],
    ["my email", NONE],
  ]);
});

describe("a work email", () => {
  holds(sampleQuestion("email", "work_email", "What's your work email?"), [
    ["ana@acme.example", "ana@acme.example"],
    ["ana@gmail.acme.example", "ana@gmail.acme.example"],
    ["ana@gmail.com", NONE],
    ["ana@yahoo.co.uk", NONE],
    ["ana@web.de", NONE],
    ["ana@Outlook.fr", NONE],
    ["ana@mailinator.com", NONE],
  ]);
});

describe("a name", () => {
  holds(sampleQuestion("name", "name", "What should I call you?"), [
    ["Ana", "Ana"],
    ["ana", "ana"],
    ["I'm Ana", "Ana"],
    ["i'm ana", "ana"],
    ["my name is Ana Keller", "Ana Keller"],
    ["Hi, I’m Ana!", "Ana"],
    ["Hi Ana", "Ana"],
    ["call me Ana", "Ana"],
    ["Ana here", "Ana"],
    ["Ana from Acme", "Ana"],
    ["María del Carmen García López", "María del Carmen García López"],
    ["Ludwig van Beethoven", "Ludwig van Beethoven"],
    ["Ich heiße Jürgen", "Jürgen"],
    ["O'Brien", "O'Brien"],
    ["Will Smith", "Will Smith"],
    ["王芳", "王芳"],
    ["80", NONE],
    ["hi", NONE],
    ["hello there", NONE],
    ["ok", NONE],
    ["ana@acme.example", NONE],
    ["I'm looking for a chatbot", NONE],
    ["I would rather talk about something else", NONE],
    ["my name is", NONE],
    ["👋", NONE],
  ]);
});

describe("one of some choices", () => {
  const role = sampleQuestion("role", "choice", "And what's your role?", {
    choices: [
      "Founder or CEO",
      "Marketing",
      "Sales",
      { label: "IT", also: ["engineer", "developer"] },
      "Something else",
    ],
  });
  holds(role, [
    ["Marketing", "Marketing"],
    ["marketing!", "Marketing"],
    ["marketting", "Marketing"],
    ["I'm in marketing", "Marketing"],
    ["my role is Sales", "Sales"],
    ["slaes", "Sales"],
    ["it is sales", "Sales"],
    ["founder", "Founder or CEO"],
    ["CEO", "Founder or CEO"],
    ["ceo or founder", "Founder or CEO"],
    ["foundr", "Founder or CEO"],
    ["IT", "IT"],
    ["I work in IT", "IT"],
    ["I'm a developer", "IT"],
    ["the second one", "Marketing"],
    ["2", "Marketing"],
    ["option 3", "Sales"],
    ["the last one", "Something else"],
    ["something", "Something else"],
    ["mark", "Marketing"],
    ["9", NONE],
    ["not marketing", NONE],
    ["marketing and sales", NONE],
    ["our marketing is bad", NONE],
    ["or", NONE],
    ["the", NONE],
    ["plumber", NONE],
    ["other", "Something else"],
    ["it", "IT"],
  ]);
});

describe("choices that share words or hold figures", () => {
  holds(
    sampleQuestion("timeline", "choice", "When do you want to start?", {
      choices: ["This month", "This quarter", "Later"],
    }),
    [
      ["this month please", "This month"],
      ["month", "This month"],
      ["quarter", "This quarter"],
      ["this", NONE],
      ["next month", NONE],
    ],
  );
  holds(sampleQuestion("seats", "choice", "How many seats?", { choices: ["1-10", "11-50"] }), [
    ["11-50", "11-50"],
    ["1 - 10", "1-10"],
    ["2", NONE],
    ["option 2", "11-50"],
  ]);
});

describe("many of some choices", () => {
  const goals = sampleQuestion("goals", "choice", "What would you like to get done? Pick any.", {
    choices: ["More leads", "Faster replies", "Less manual work"],
    pick: "many",
  });
  holds(goals, [
    ["More leads", ["More leads"]],
    ["more leads please", ["More leads"]],
    ["faster replies and more leads", ["More leads", "Faster replies"]],
    ["leads, replies", ["More leads", "Faster replies"]],
    ["leads + replies & manual work", ["More leads", "Faster replies", "Less manual work"]],
    ["1 and 3", ["More leads", "Less manual work"]],
    ["all", ["More leads", "Faster replies", "Less manual work"]],
    ["all of them", ["More leads", "Faster replies", "Less manual work"]],
    ["all of the above", ["More leads", "Faster replies", "Less manual work"]],
    ["all three", ["More leads", "Faster replies", "Less manual work"]],
    ["both", NONE],
    ["none of them", NONE],
    ["leads and world peace", NONE],
    ["more", ["More leads"]],
  ]);
});

describe("many choices, one of which holds an and", () => {
  holds(
    sampleQuestion("areas", "choice", "Which areas?", {
      choices: ["Sales and support", "Legal"],
      pick: "many",
    }),
    [
      ["sales and support", ["Sales and support"]],
      ["legal, sales and support", ["Sales and support", "Legal"]],
      ["both", ["Sales and support", "Legal"]],
      ["support", ["Sales and support"]],
    ],
  );
});

describe("yes or no", () => {
  holds(sampleQuestion("confirm", "yes_no", "All correct?"), [
    ["yes", true],
    ["Yep!", true],
    ["sure, go ahead", true],
    ["yes, that's right", true],
    ["👍", true],
    ["why not", true],
    ["ja, genau", true],
    ["oui", true],
    ["sí, claro", true],
    ["sim", true],
    ["no", false],
    ["nope", false],
    ["not really", false],
    ["no thanks", false],
    ["sorry, no", false],
    ["nein danke", false],
    ["not at all", false],
    ["não", false],
    ["maybe", NONE],
    ["yeah it's fine", true],
    ["thank you, no", false],
    ["yes and no", NONE],
    ["not sure", NONE],
    ["yes but the team is bigger", NONE],
    ["no, we are 3 people", NONE],
    ["please", NONE],
  ]);
});

describe("consent is a yes or a no", () => {
  holds(sampleQuestion("newsletter", "consent", "May we write to you?"), [
    ["yes please", true],
    ["rather not", false],
    ["what for", NONE],
  ]);
});

describe("a rating", () => {
  holds(sampleQuestion("rating", "rating", "How useful was it?", { from: 1, to: 5 }), [
    ["4", 4],
    ["four", 4],
    ["4/5", 4],
    ["4 out of 5", 4],
    ["4 stars", 4],
    ["I'd say a 4", 4],
    ["6", NONE],
    ["0", NONE],
    ["4.5", NONE],
    ["4/10", NONE],
    ["great", NONE],
  ]);
});

describe("phone, web address, date, time, file", () => {
  holds(sampleQuestion("phone", "phone", "Your number?"), [
    ["+1 (415) 555-2671", "+14155552671"],
    ["my number is 07911 123456", "07911123456"],
    ["0044 20 7946 0958", "+442079460958"],
    ["+49 (0)30 901820", "+4930901820"],
    ["12345", NONE],
    ["ask my colleague", NONE],
    ["1234567890123456", NONE],
  ]);
  holds(sampleQuestion("site", "url", "Your website?"), [
    ["https://acme.example/a?b=1", "https://acme.example/a?b=1"],
    ["our site is Acme.example", "https://acme.example"],
    ["javascript:alert(1)", NONE],
    ["ftp://acme.example", NONE],
    ["ana@acme.example", NONE],
    ["we have none", NONE],
  ]);
  holds(sampleQuestion("start", "date", "Which day?"), [
    ["2026-12-24", "2026-12-24"],
    ["24.12.2026", "2026-12-24"],
    ["on 1.2.2027, please", "2027-02-01"],
    ["29.2.2028", "2028-02-29"],
    ["29.2.2027", NONE],
    ["2026-13-01", NONE],
    ["tomorrow", NONE],
  ]);
  holds(sampleQuestion("at", "time", "What time?"), [
    ["14:30", "14:30"],
    ["9am", "09:00"],
    ["2:30 p.m.", "14:30"],
    ["12 am", "00:00"],
    ["at 14 Uhr", "14:00"],
    ["25:00", NONE],
    ["9", NONE],
    ["noonish", NONE],
  ]);
  holds(sampleQuestion("paper", "file", "Your brief?"), [["brief.pdf", NONE]]);
});

describe("checks", () => {
  const size = sampleQuestion("team_size", "number", "How many people?", {
    check: [
      { operator: "at_least", value: 1 },
      { operator: "at_most", value: 100 },
    ],
  });
  test.each([
    ["0", 0],
    ["101", 1],
  ])("%s breaks check %i", (said, check) => {
    expect(readAnswer(size, said)).toEqual({ ok: false, check });
  });
  test("a value inside the bounds breaks none", () => {
    expect(readAnswer(size, "100")).toEqual({ ok: true, value: 100 });
  });

  test.each([
    ["over", 5, "6", "5"],
    ["under", 5, "4", "5"],
    ["between", [1, 5], "5", "6"],
    ["is_not", 13, "12", "13"],
    ["is_not", [13, 14], "12", "14"],
  ] as const)("%s %j takes %s and refuses %s", (operator, value, good, bad) => {
    const question = sampleQuestion("n", "number", "How many?", { check: [{ operator, value }] });
    expect(readAnswer(question, good).ok).toBe(true);
    expect(readAnswer(question, bad)).toEqual({ ok: false, check: 0 });
  });

  test.each([
    ["looks_like", "AA-9999", "xy-1234", "xy-123"],
    ["looks_like", "AA-9999", "ÄB-1234", "12-abcd"],
    ["pattern", "[A-Z]{2}\\d+", "AB12", "AB12 or so"],
    ["is_not", "Acme", "Other", "acme"],
    ["at_least", 3, "abc", "ab"],
  ] as const)("%s %j takes %s and refuses %s", (operator, value, good, bad) => {
    const question = sampleQuestion("code", "text", "Your code?", { check: [{ operator, value }] });
    expect(readAnswer(question, good)).toEqual({ ok: true, value: good });
    expect(readAnswer(question, bad)).toEqual({ ok: false, check: 0 });
  });

  test("a pattern that hangs other engines is answered at once", () => {
    const question = sampleQuestion("code", "text", "Code?", {
      check: [{ operator: "pattern", value: "(a+)+b" }],
    });
    expect(readAnswer(question, "a".repeat(4000))).toEqual({ ok: false, check: 0 });
  });

  test("a pattern that does not compile keeps nobody out", () => {
    const question = sampleQuestion("code", "text", "Code?", {
      check: [{ operator: "pattern", value: "(" }],
    });
    expect(readAnswer(question, "AB").ok).toBe(true);
  });
});

describe("how an answer reads in a sentence", () => {
  test.each<[Value, string]>([
    [80, "80"],
    ["Ana", "Ana"],
    [true, "yes"],
    [false, "no"],
    [["More leads", "Faster replies"], "More leads and Faster replies"],
    [["a", "b", "c"], "a, b and c"],
    [["a"], "a"],
    [[], ""],
    [{ id: "t10", label: "Tue 10:00" }, "Tue 10:00"],
    [null, ""],
  ])("%j reads %j", (value, label) => {
    expect(labelOf(value)).toBe(label);
  });
});
