import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../read-playbook.ts";

const questions = `playbook: x
questions:
  name: { ask: Your name?, answer: name }
  size: { ask: How many?, answer: number }
  budget: { ask: How much?, answer: number, optional: true }
`;
const errorsOf = (rest: string) =>
  readPlaybook(questions + rest, "x.playbook.yml")
    .problems.filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
const talk = (...lines: readonly string[]) =>
  `talk:\n  start:\n${lines.map((line) => `    - ${line}\n`).join("")}`;
const say = 'say: "Hi {{ name }}"';

describe("a text may be empty", () => {
  test.each([
    ["asked before", talk("ask: name", say, "end: x"), []],
    ["not asked before", talk(say, "ask: name", "end: x"), ["TEXT_MAY_BE_EMPTY"]],
    ["optional", talk("ask: budget", 'say: "{{ budget }}"', "end: x"), ["TEXT_MAY_BE_EMPTY"]],
    ["with or", talk("say: \"Hi {{ name or 'you' }}\"", "end: x"), []],
    [
      "with or of a name that is empty too",
      talk('say: "{{ name or size }}"', "end: x"),
      ["TEXT_MAY_BE_EMPTY"],
    ],
    ["score", talk('say: "{{ score }}"', "end: x"), []],
    ["known by a condition", talk(`{ if: { name: { known: true } }, then: [{ ${say} }] }`, "end: x"), []],
    ["compared with something", talk(`{ if: { name: Ana }, then: [{ ${say} }] }`, "end: x"), []],
    [
      "compared with what it is not",
      talk(`{ if: { name: { is_not: Ana } }, then: [{ ${say} }] }`, "end: x"),
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "left over when it is known",
      talk(`{ if: { name: { known: false } }, then: [{ end: y }], else: [{ ${say} }] }`, "end: x"),
      [],
    ],
    [
      "one of two known",
      talk(`{ if: [{ name: Ana }, { size: 3 }], then: [{ ${say} }] }`, "end: x"),
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "asked on one way only",
      talk("{ if: { hour: 3 }, then: [{ ask: name }] }", say, "end: x"),
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "asked on both ways",
      talk("{ if: { hour: 3 }, then: [{ ask: name }], else: [{ ask: name }] }", say, "end: x"),
      [],
    ],
    [
      "asked unless the other way ends",
      talk("{ if: { hour: 3 }, then: [{ ask: name }], else: [{ end: y }] }", say, "end: x"),
      [],
    ],
    [
      "set to a text",
      talk("set: { title: \"Dr. {{ name or 'who' }}\" }", 'say: "{{ title }}"', "end: x"),
      [],
    ],
    [
      "set to what may be empty",
      talk('set: { title: "{{ name }}" }', 'say: "{{ title }}"', "end: x"),
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "in another section, asked before on every way",
      `${talk("ask: name", "goto: b")}  b: [{ ${say} }, { end: x }]\n`,
      [],
    ],
    [
      "in another section, asked before on one way",
      `${talk("{ if: { hour: 3 }, then: [{ goto: b }] }", "ask: name", "goto: b")}  b: [{ ${say} }, { end: x }]\n`,
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "in a section that a topic leads to",
      `${talk("ask: name", "goto: b")}  b: [{ ${say} }, { end: x }]\nanytime: { human: { goto: b } }\n`,
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "in a topic",
      `${talk("ask: name", "end: x")}anytime: { p: { people_say: [price], reply: "{{ name }}!" } }\n`,
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "after a question that if_stuck lets pass",
      `${talk("ask: name", say, "end: x")}if_stuck: { do: [{ say: Sorry. }] }\n`,
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "after a question that if_stuck leaves",
      `${talk("ask: name", say, "end: x")}if_stuck: { do: [{ end: y }] }\n`,
      [],
    ],
    [
      "given by every start",
      `start_when: [{ event: a, give: { plan: p } }]\n${talk('say: "{{ plan }}"', "end: x")}`,
      [],
    ],
    [
      "given by one start of two",
      `start_when: [{ event: a, give: { plan: p } }, { page: / }]\n${talk('say: "{{ plan }}"', "end: x")}`,
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "brought by a call",
      talk("{ call: a, save_as: got, if_fails: [{ end: y }] }", 'say: "{{ got }}"', "end: x"),
      [],
    ],
    [
      "brought by a call that may fail",
      talk("{ call: a, save_as: got, if_fails: [{ tag: t }] }", 'say: "{{ got }}"', "end: x"),
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "sent",
      talk('{ call: a, send: { to: "{{ name }}" }, if_fails: [{ end: y }] }', "end: x"),
      ["TEXT_MAY_BE_EMPTY"],
    ],
    [
      "the item of a loop",
      talk("{ set: { sizes: x } }", '{ for_each: sizes, as: one, do: [{ say: "{{ one }}" }] }', "end: x"),
      [],
    ],
  ])("%s", (_what, rest, codes) => {
    expect(errorsOf(rest)).toEqual(codes);
  });

  test("in the words of a question, at each place that asks it", () => {
    const file = `playbook: x
questions:
  name: { ask: Your name?, answer: name }
  email: { ask: "{{ name }}, your e-mail?", answer: email }
talk:
  start: [{ ask: [email, name] }, { end: x }]
`;
    expect(readPlaybook(file, "x.yml").problems.map(({ code, at }) => [code, at.line, at.column])).toEqual([
      ["TEXT_MAY_BE_EMPTY", 4, 18],
    ]);
    expect(readPlaybook(file.replace("email, name", "name, email"), "x.yml").problems).toEqual([]);
  });
});

describe("a circle", () => {
  test.each([
    ["waits at a question", talk("ask: name", "goto: start"), []],
    [
      "waits at change_answer",
      `${talk("ask: name", "goto: b")}  b: [{ change_answer: name }, { goto: b }]\n`,
      [],
    ],
    ["keeps its answers", talk("ask: name", "goto: { section: start, keep_answers: true }"), ["GOTO_CIRCLE"]],
    ["goes through two sections", `${talk("say: a", "goto: b")}  b: [{ goto: start }]\n`, ["GOTO_CIRCLE"]],
    ["lies in a branch", talk("{ if: { hour: 3 }, then: [{ goto: start }] }", "end: x"), ["GOTO_CIRCLE"]],
    [
      "lies behind a question",
      talk("ask: name", "{ if: { hour: 3 }, then: [{ goto: start }] }", "end: x"),
      [],
    ],
  ])("%s", (_what, rest, codes) => {
    expect(errorsOf(rest)).toEqual(codes);
  });
});

test("thousands of sections are followed without a stack", () => {
  const sections = Array.from(
    { length: 5000 },
    (_, index) => `  s${index}: [{ goto: s${index + 1} }]\n`,
  ).join("");
  expect(errorsOf(`${talk("goto: s0")}${sections}  s5000: [{ end: x }]\n`)).toEqual([]);
}, 30_000);
