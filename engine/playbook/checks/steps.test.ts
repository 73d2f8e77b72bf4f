import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../read-playbook.ts";

function problemsOf(steps: string, rest = "") {
  const text = `playbook: a
questions:
  topics: { ask: Which?, choices: [A, B], pick: many }
  size: { ask: How many?, answer: number }
  slot: { ask: When?, choices_from: slots }
talk:
  start:
    - ask: [topics, size]
    - { id: finds, call: calendar.slots, save_as: slots, if_fails: [{ end: failed }] }
    - ask: slot
${steps.replace(/^/gm, "    ")}
    - end: done
${rest}`;
  return readPlaybook(text, "a.playbook.yml").problems.map(({ code, message, at }) => [
    at.line,
    code,
    message,
  ]);
}

const SKIP = 'There is no round to end here: "skip: round" belongs into the "do:" of a loop.';

describe("checkSteps", () => {
  test.each([
    [
      "skip outside of a loop",
      "- { if: { size: 1 }, then: [{ skip: round }] }",
      [[11, "SKIP_OUTSIDE_LOOP", SKIP]],
    ],
    [
      "skip in a loop",
      "- { repeat: { up_to: 2, do: [{ if: { size: 1 }, then: [{ skip: round }] }, { say: A }] } }",
      [],
    ],
    [
      "a loop over one answer",
      "- { for_each: size, do: [{ say: A }] }",
      [[11, "LIST_WRONG", 'There is nothing to go through: the question "size" has one answer.']],
    ],
    [
      "a loop over a built-in name",
      "- { for_each: score, do: [{ say: A }] }",
      [[11, "LIST_WRONG", 'There is nothing to go through: "score" is one value.']],
    ],
    ["a loop over many picks", "- { for_each: topics, do: [{ say: A }] }", []],
    ["a loop over what a call brought", "- { for_each: slots, do: [{ say: A }] }", []],
    ["a loop over a field", "- { for_each: slot.people, do: [{ say: A }] }", []],
    [
      "if_changed of an unknown call",
      "- { call: b.c, if_changed: calendar.slot, if_fails: [{ tag: x }] }",
      [[11, "CALL_UNKNOWN", 'No step calls "calendar.slot". Did you mean "calendar.slots"?']],
    ],
    ["if_changed of a service", "- { call: b.c, if_changed: calendar.slots, if_fails: [{ tag: x }] }", []],
    ["if_changed of an id", "- { call: b.c, if_changed: finds, if_fails: [{ tag: x }] }", []],
    ["itself", "- run: a", [[11, "RUN_CIRCLE", '"a" runs itself.']]],
  ])("%s", (_what, steps, problems) => {
    expect(problemsOf(steps)).toEqual(problems);
  });
});

describe("ends", () => {
  test.each([
    [
      "one that is not promised",
      "promises: { ends_in: [failed, dne] }",
      [
        [12, "END_NOT_PROMISED", '"promises:" does not name the end "done". Did you mean "dne"?'],
        [13, "END_UNUSED", 'No "end:" is called "dne". Did you mean "done"?'],
      ],
    ],
    [
      "a nudge's",
      "if_silent: [{ after: 1 day, end: vanished }]\npromises: { ends_in: [failed, done] }",
      [[13, "END_NOT_PROMISED", '"promises:" does not name the end "vanished".']],
    ],
    ["all of them promised", "promises: { ends_in: [failed, done] }", []],
    ["no promise about ends", "promises: { at_most: { questions: 3 } }", []],
  ])("%s", (_what, rest, problems) => {
    const found = problemsOf("- say: Bye", rest);
    expect(found).toEqual(problems);
  });
});

test("a question that is neither asked nor read is told, one that is only read is not", () => {
  const text = (condition: string) => `playbook: a
questions: { name: { ask: Who?, answer: name }, city: { ask: Where?, answer: text } }
talk: { start: [{ ask: name }, { if: ${condition}, then: [{ say: A }] }, { end: done }] }
`;
  const codes = (condition: string) =>
    readPlaybook(text(condition), "a").problems.map(({ code, severity }) => [code, severity]);
  expect(codes("{ name: Ana }")).toEqual([["QUESTION_UNUSED", "warning"]]);
  expect(codes("{ city: Rome }")).toEqual([]);
  expect(codes("{ not: { city: Rome } }")).toEqual([]);
});
