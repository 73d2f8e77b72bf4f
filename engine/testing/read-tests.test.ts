import { describe, expect, test } from "@jest/globals";
import { readTests } from "./read-tests.ts";

const whole = `tests: welcome
given:
  now: 2026-11-23 10:00 Europe/Berlin
  online: { sales: 2 }
  page: /pricing
conversations:
  - name: Says hello
    steps:
      - bot: ["Hello*", "..."]
      - user: [012, yes, Ana]
      - tap: More leads
      - wait: 61 seconds
      - rep: joins
      - rep: Hi, this is Tom.
      - rep: { closes: spam }
      - show: Start free
    lead: { outcome: qualified, score: 10 }
    answers: { size: 3, budget: null }
  - name: In the middle
    given: { online: { support: 1 }, facts: { plan: free } }
    start_at: to_a_human
    answers: { name: Ana }
    steps:
      - bot: Hello
coverage: { steps: 70 }
`;

function problemsOf(text: string) {
  return readTests(text, "x.test.yml").problems.map(({ code, at, severity }) => [
    severity,
    code,
    at.line,
    at.column,
  ]);
}

describe("readTests", () => {
  test("reads lines, worlds and expectations", () => {
    const { tests, problems } = readTests(whole, "x.test.yml");
    expect(problems).toEqual([]);
    const [first, second] = tests?.conversations ?? [];
    expect(first?.lines).toMatchObject([
      { is: "bot", globs: ["Hello*", "..."], at: { line: 9, column: 9 } },
      { is: "user", texts: ["012", "yes", "Ana"] },
      { is: "tap", labels: ["More leads"] },
      { is: "wait", span: { amount: 61, unit: "second" } },
      { is: "rep", does: "joins" },
      { is: "rep", does: "says", text: "Hi, this is Tom." },
      { is: "rep", does: "closes", outcome: "spam" },
      { is: "show", globs: ["Start free"] },
    ]);
    expect(first?.given).toMatchObject({
      now: { local: "2026-11-23 10:00", zone: "Europe/Berlin" },
      online: new Map([["sales", 2]]),
      page: "/pricing",
    });
    expect(first?.answers).toEqual({});
    expect(first?.expected).toMatchObject([
      { name: "size", value: 3 },
      { name: "budget", value: null },
      { name: "outcome", value: "qualified" },
      { name: "score", value: 10 },
    ]);
    expect(second).toMatchObject({
      startAt: "to_a_human",
      answers: { name: "Ana" },
      expected: [],
      given: {
        online: new Map([
          ["sales", 2],
          ["support", 1],
        ]),
        facts: { plan: "free" },
        page: "/pricing",
      },
    });
    expect(tests?.coverage).toEqual({ steps: 70, branches: undefined });
  });

  test("tells all problems at once, each with its place", () => {
    const text = `tests: welcome
given: { nwo: 2026-11-23 10:00, online: { sales: many } }
conversations:
  - name: A
    steps:
      - usr: Hello
      - wait: 61sec
      - user: Hi
        bot: Hello
      - rep: { closes: [a] }
      - bot: { a: b }
  - steps: []
coverage: { steps: 101, lines: 3 }
`;
    expect(problemsOf(text)).toEqual([
      ["error", "KEY_UNKNOWN", 2, 10],
      ["error", "VALUE_WRONG", 2, 50],
      ["error", "TEST_LINE_WRONG", 6, 9],
      ["error", "SPAN_WRONG", 7, 15],
      ["error", "TEST_LINE_WRONG", 8, 9],
      ["error", "TEST_LINE_WRONG", 10, 14],
      ["error", "TEST_LINE_WRONG", 11, 9],
      ["error", "KEY_MISSING", 12, 5],
      ["error", "VALUE_WRONG", 13, 20],
      ["error", "KEY_UNKNOWN", 13, 25],
    ]);
  });

  test.each([
    ["no playbook", "conversations: [{ name: A, steps: [] }]", "KEY_MISSING"],
    ["no conversations", "tests: a", "KEY_MISSING"],
    ["a list", "- a", "KEY_MISSING"],
    [
      "no such time",
      "tests: a\ngiven: { now: 2026-13-01 10:00 }\nconversations: [{ name: A, steps: [] }]",
      "VALUE_WRONG",
    ],
    [
      "no such zone",
      "tests: a\ngiven: { now: 2026-11-01 10:00 Mars/Base }\nconversations: [{ name: A, steps: [] }]",
      "VALUE_WRONG",
    ],
    ["broken YAML", "tests: [", "YAML_SYNTAX"],
  ])("refuses a file with %s", (_, text, code) => {
    const { tests, problems } = readTests(text, "x.test.yml");
    expect(tests).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  test("reads what services answer, events and tags", () => {
    const text = `tests: a
given: { services: { crm: ok, mail: fails, list: [{ id: 1 }] } }
conversations:
  - name: A
    given: { services: { crm: slow } }
    tags: by_hand
    steps:
      - event: page_left
      - service: { crm: fails }
`;
    const { tests, problems } = readTests(text, "x.test.yml");
    expect(problems).toEqual([]);
    const [first] = tests?.conversations ?? [];
    expect(first?.given.services).toEqual(
      new Map([
        ["crm", { does: "slow" }],
        ["mail", { does: "fails" }],
        ["list", { does: "answers", data: [{ id: 1 }] }],
      ]),
    );
    expect(first?.lines).toMatchObject([
      { is: "event", event: "page_left" },
      { is: "service", service: "crm", answer: { does: "fails" } },
    ]);
    expect(first?.expected).toMatchObject([{ name: "tags", value: "by_hand" }]);
  });

  test.each([
    ["- service: crm", "TEST_LINE_WRONG"],
    ["- service: { a: ok, b: ok }", "TEST_LINE_WRONG"],
    ["- event: [a]", "TEST_LINE_WRONG"],
  ])("refuses %s", (line, code) => {
    const text = `tests: a\nconversations:\n  - name: A\n    steps:\n      ${line}\n`;
    expect(problemsOf(text)).toEqual([["error", code, 5, expect.any(Number)]]);
  });
});
