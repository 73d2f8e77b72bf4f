import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "./read-playbook.ts";

const whole = `playbook: quote
title: Get a quote
start_when:
  - { page: /pricing*, after: 10 seconds, give: { plan: plan_id } }
questions:
  name: { ask: What should I call you?, answer: name }
  size:
    ask: "{{ name }}, how many people are you?"
    answer: number
    check:
      - { at_least: 1, sorry: "At least one, you!" }
  role: { ask: Your role?, choices: [Sales, { label: IT, also: [engineer] }, 2024] }
score:
  - { when: { size: { over: 50 }, role: [Sales, IT] }, add: 30, because: Big team }
grades: { hot: 60, warm: 30 }
lead: { unique_by: name, fields: { full_name: name } }
talk:
  start:
    - say_one_of: [Hi!, Hello!]
    - ask: [name, size]
    - say: Thanks {{ name }}.
    - say: Thanks {{ name }}.
    - choose:
        - when: { size: { under: 5 } }
          do: [{ show: { link: "https://example.com/free", label: Start free } }]
        - otherwise: [{ ask: role }]
    - { goto: { section: human, keep_answers: true } }
  human:
    - handoff: sales
      id: to_sales
      answer_within: 3 minutes
      while_waiting: [{ after: 60 seconds, say: Still looking. }]
      if_nobody: [{ end: nobody }]
      when_back: [{ set: { done: true, contact: "{{ name }}" } }]
    - end: qualified
anytime:
  human: { goto: human }
  price: { people_say: [how much], reply: EUR 20., do: [{ say: More on our page. }] }
if_silent: [{ after: 3 days, end: abandoned }]
if_stuck: { tries: 2, do: [{ goto: human }] }
`;

/** Line 1 is `playbook: x`; the steps begin on line 4, in column 7. */
const steps = (lines: string) => `playbook: x\ntalk:\n  start:\n${lines.replace(/^(?=.)/gm, "    ")}`;

describe("readPlaybook", () => {
  test("reads a whole playbook", () => {
    const { playbook, problems } = readPlaybook(whole, "quote.playbook.yml");
    expect(problems).toEqual([]);
    expect(playbook).toMatchObject({
      name: "quote",
      title: "Get a quote",
      language: "en",
      startWhen: [
        {
          page: ["/pricing*"],
          after: { amount: 10, unit: "second", working: false },
          on: ["web"],
          give: [{ ours: "plan", theirs: "plan_id" }],
        },
      ],
      score: [{ add: 30, because: "Big team" }],
      grades: { hot: 60, warm: 30 },
      lead: { uniqueBy: "name", fields: [{ theirs: "full_name", ours: "name" }] },
      ifStuck: { tries: 2, do: [{ key: "if_stuck:goto", verb: "goto", section: "human" }] },
      ifSilent: [{ after: { amount: 3, unit: "day" }, end: "abandoned" }],
      whenChanged: "move",
    });
    expect(playbook?.questions.get("role")).toMatchObject({
      kind: "choice",
      choices: [
        { label: "Sales", also: [] },
        { label: "IT", also: ["engineer"] },
        { label: "2024", also: [] },
      ],
      called: "role",
      pick: "one",
    });
    expect(playbook?.questions.get("size")).toMatchObject({
      kind: "number",
      check: [{ operator: "at_least", value: 1, sorry: { source: "At least one, you!" } }],
    });
    expect(playbook?.topics.map(({ name, peopleSay, goto }) => [name, peopleSay, goto])).toEqual([
      ["human", [], "human"],
      ["price", ["how much"], undefined],
    ]);
  });

  test("names each step so that the name stays when other steps change", () => {
    const { playbook } = readPlaybook(whole, "quote.playbook.yml");
    const keys = playbook?.sections.get("start")?.steps.map(({ key }) => key) ?? [];
    expect(keys).toEqual([
      expect.stringMatching(/^start:say_one_of:[0-9a-f]{6}$/),
      "start:ask:name",
      "start:ask:size",
      expect.stringMatching(/^start:say:[0-9a-f]{6}$/),
      expect.stringMatching(/^start:say:[0-9a-f]{6}#2$/),
      "start:choose",
      "start:goto",
    ]);
    expect(playbook?.sections.get("human")?.steps.map(({ key }) => key)).toEqual([
      "human:id:to_sales",
      "human:end#2",
    ]);
    expect(playbook?.topics[1]?.do[0]?.key).toMatch(/^anytime\/price:say:/);
    const before = readPlaybook(whole.replace("say_one_of: [Hi!, Hello!]", "set: { x: 1 }"), "q.yml");
    expect(
      before.playbook?.sections
        .get("start")
        ?.steps.slice(1)
        .map(({ key }) => key),
    ).toEqual(keys.slice(1));
  });

  test("tells every error of a file at once, by place", () => {
    const { playbook, problems } = readPlaybook(
      `playbook: b2b
questions:
  size: { ask: How many of?, anwser: number }
  q: {ask: Last one: what's your role?}
talk:
  start:
    - say: Hi
      ask: size
    - if: { siez: 3 }
      then:
        - say: Three!
    - handoff: sales
      answer_within: 5min
    - end: done
    - say: Bye
`,
      "b2b.playbook.yml",
    );
    expect(playbook).toBeUndefined();
    expect(problems.map(({ at, message }) => `${at.line}:${at.column} ${message}`)).toEqual([
      '3:30 I don\'t know "anwser" here. Did you mean "answer"?',
      '4:12 A text with ": " in it needs quotes around it.',
      '7:7 One step, one thing: "say" and "ask" need a "- " each.',
      '9:13 Nothing called "siez" is asked or given. Did you mean "size"?',
      '12:7 A handoff needs "answer_within:" and "if_nobody:".',
      '13:22 "5min" is not a time span. Write it like "5 minutes" or "2 days".',
      "15:7 This is never reached: the step above ends the conversation.",
    ]);
  });

  test.each([
    ["no step at all", "- hello", "VALUE_WRONG", 4, 7],
    ["a step without a verb", "- id: x\n- end: y", "STEP_WITHOUT_VERB", 4, 7],
    ["a misspelt verb", "- sya: x\n- end: y", "KEY_UNKNOWN", 4, 7],
    ["a key of another verb", "- say: x\n  answer_within: 5 minutes\n- end: y", "KEY_UNKNOWN", 5, 7],
    ["a verb with nothing after it", "- say:\n- end: y", "VALUE_WRONG", 4, 7],
    ["a list where a text belongs", "- say: [a, b]\n- end: y", "VALUE_WRONG", 4, 12],
    ["an unknown section", "- goto: nowhere", "SECTION_UNKNOWN", 4, 13],
    ["an unknown question in a list", "- ask:\n    - nothing\n- end: y", "QUESTION_UNKNOWN", 5, 11],
    ["an unknown name in a text", '- say: "{{ nam }}"\n- end: y', "NAME_UNKNOWN", 4, 13],
    ["an unknown name after or", "- say: 'A {{ hour or nam }}'\n- end: y", "NAME_UNKNOWN", 4, 15],
    [
      "an unknown name in a folded text",
      "- say: >\n    Hello\n    there {{ nam }}\n- end: y",
      "NAME_UNKNOWN",
      6,
      15,
    ],
    ["braces without quotes", "- say: {{ hour }}\n- end: y", "TEXT_NEEDS_QUOTES", 4, 12],
    ["two steps with one id", "- { say: a, id: b }\n- { say: c, id: b }\n- end: y", "STEP_ID_TWICE", 5, 21],
    ["a step after goto", "- goto: start\n- say: a", "STEP_UNREACHABLE", 5, 7],
    [
      "a step after a choose that always leads elsewhere",
      "- choose:\n    - { when: { hour: 3 }, do: [{ end: a }] }\n    - otherwise: [{ end: b }]\n- say: c",
      "STEP_UNREACHABLE",
      7,
      7,
    ],
    [
      "a way below otherwise",
      "- choose:\n    - otherwise: [{ end: b }]\n    - { when: { hour: 3 }, do: [{ end: a }] }",
      "STEP_UNREACHABLE",
      6,
      11,
    ],
    [
      "choose without otherwise",
      "- choose: [{ when: { hour: 3 }, do: [{ end: a }] }]\n- end: b",
      "CHOOSE_WITHOUT_OTHERWISE",
      4,
      7,
    ],
    ["call without if_fails", "- call: a.b\n- end: b", "CALL_WITHOUT_IF_FAILS", 4, 7],
    ["if without then", "- if: { hour: 3 }\n- end: b", "KEY_MISSING", 4, 7],
    ["a path that runs out", "- say: a", "PATH_WITHOUT_END", 4, 7],
    ["a circle of one", "- say: a\n- goto: start", "GOTO_CIRCLE", 5, 7],
    [
      "a circle through a closed team",
      "- { handoff: a, answer_within: 5 minutes, if_nobody: [{ goto: start }] }\n- end: b",
      "GOTO_CIRCLE",
      4,
      59,
    ],
    ["a span that is none", "- { wait: soon }\n- end: b", "SPAN_WRONG", 4, 15],
    ["an empty condition", "- { if: {}, then: [{ say: a }] }\n- end: b", "VALUE_WRONG", 4, 13],
    ["an unknown test", "- { if: { hour: { ovr: 3 } }, then: [{ say: a }] }\n- end: b", "KEY_UNKNOWN", 4, 23],
    [
      "a test with a wrong value",
      "- { if: { hour: { over: [3] } }, then: [{ say: a }] }\n- end: b",
      "TEST_WRONG",
      4,
      29,
    ],
    ["set of a reserved name", "- set: { score: 3 }\n- end: b", "NAME_RESERVED", 4, 14],
    [
      "a text that may be empty",
      "- say: 'Hi {{ visitor.first_name }}'\n- end: b",
      "TEXT_MAY_BE_EMPTY",
      4,
      16,
    ],
  ])("refuses %s", (_what, lines, code, line, column) => {
    const { playbook, problems } = readPlaybook(steps(lines), "x.playbook.yml");
    const errors = problems.filter(({ severity }) => severity === "error");
    expect(playbook).toBeUndefined();
    expect(errors.map((problem) => [problem.code, problem.at.line, problem.at.column])).toContainEqual([
      code,
      line,
      column,
    ]);
  });

  test("one mistake is told once, not again in what follows from it", () => {
    const misspelt = steps("- asks: name\n- gto: there\n");
    expect(readPlaybook(misspelt, "x.yml").problems.map(({ code }) => code)).toEqual([
      "KEY_UNKNOWN",
      "KEY_UNKNOWN",
    ]);
  });

  test("the step of a verb that is not built yet is a warning", () => {
    const { playbook, problems } = readPlaybook(steps("- book: demo\n- end: a"), "x.yml");
    expect(problems.map(({ severity, code }) => [severity, code])).toEqual([["warning", "NOT_BUILT_YET"]]);
    expect(playbook?.sections.get("start")?.steps[0]).toMatchObject({ verb: "book", ifFails: undefined });
  });

  test("the steps inside a loop are checked like all others", () => {
    const read = (inside: string) =>
      readPlaybook(steps(`- repeat: { up_to: 3, do: [{ ${inside} }] }\n- end: a`), "x.yml");
    expect(read("say: b").playbook?.sections.get("start")?.steps[0]).toMatchObject({
      verb: "repeat",
      inside: [[{ verb: "say" }]],
    });
    expect(read("goto: b").problems.map(({ code }) => code)).toEqual(["SECTION_UNKNOWN"]);
  });
});
