import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { defaultSite } from "../playbook/site.ts";
import { readTests } from "./read-tests.ts";
import { runTests } from "./run-tests.ts";

const BOOKING = `playbook: booking
start_when: [{ event: called, give: { caller: phone_number } }]
questions:
  day: { ask: Which day?, choices_from: days, show: label }
talk:
  start:
    - say: 'Hello {{ caller or "there" }}.'
    - call: calendar.days
      save_as: days
      give_up_after: 8 seconds
      if_fails: [{ say: The calendar is away. }, { tag: by_hand }, { end: failed }]
    - ask: day
    - run: thanks
    - end: booked
`;

const THANKS = `playbook: thanks
talk:
  start: [{ say: Thank you! }, { end: thanked }]
`;

function run(conversation: string, given = "{}") {
  const playbooks = [BOOKING, THANKS].flatMap((text) => {
    const { playbook } = readPlaybook(text, "x.playbook.yml");
    return playbook ? [playbook] : [];
  });
  const text = `tests: booking\ngiven: ${given}\nconversations:\n  - name: A\n${conversation}`;
  const { tests, problems } = readTests(text, "booking.test.yml");
  expect(problems).toEqual([]);
  return runTests(tests ? [tests] : [], playbooks, defaultSite());
}

function failureOf(steps: string, given?: string, more = "") {
  return run(`    steps:\n${steps.replace(/^/gm, "      ")}${more}`, given).conversations[0]?.failure
    ?.message;
}

const DAYS = "{ services: { calendar.days: [{ label: Tuesday }] } }";

describe("services of a test", () => {
  test.each([
    ["data", "- bot: [Hello*, Which day?]\n- tap: Tuesday\n- bot: Thank you!", DAYS],
    ["a failure", "- bot: [Hello*, The calendar is away.]", "{ services: { calendar.days: fails } }"],
    [
      "nothing until the step gives up",
      "- bot: Hello*\n- wait: 7 seconds\n- bot: []\n- wait: 1 second\n- bot: The calendar*",
      "{ services: { calendar.days: slow } }",
    ],
    [
      "an answer by a line",
      "- bot: Hello*\n- service: { calendar.days: [{ label: Friday }] }\n- bot: Which*",
      "{}",
    ],
    [
      "a line that comes before the call",
      "- bot: Hello*\n- wait: 8 seconds\n- bot: The calendar*\n- service: { calendar.days: ok }\n- bot: []",
      "{}",
    ],
  ])("answer %s", (_, steps, given) => {
    expect(
      failureOf(steps.replaceAll("- bot: []\n", "").replace(/\n- bot: \[\]$/, ""), given),
    ).toBeUndefined();
  });

  test("a call that nobody answers is named in the failure, an answered one is not", () => {
    expect(failureOf("- bot: [Hello*, Which day?]")).toContain(
      "(calendar.days was called and has not answered",
    );
    expect(failureOf("- bot: [Hello*, Which hour?]", DAYS)).toBe(
      'the bot should say "Which hour?", and says "Which day?"',
    );
  });

  test("tags are checked at the end", () => {
    const fails = "{ services: { calendar.days: fails } }";
    const steps = "- bot: ...";
    expect(failureOf(steps, fails, "\n    tags: by_hand")).toBeUndefined();
    expect(failureOf(steps, fails, "\n    tags: [by_hand, big]")).toBe(
      'at the end "tags" is ["by_hand"], not ["by_hand","big"]',
    );
  });
});

test("an event as the first line starts the talk, with what it gives", () => {
  const given = "{ facts: { phone_number: '12' }, services: { calendar.days: fails } }";
  expect(failureOf("- event: called\n- bot: [Hello 12., ...]", given)).toBeUndefined();
  expect(failureOf("- bot: [Hello 12., ...]", given)).toContain('says "Hello there."');
  expect(failureOf("- event: calld\n- bot: ...", given)).toBe(
    'no rule of start_when listens to the event "calld": there are called',
  );
});

test("coverage counts the sides of a split and what is inside loops", () => {
  const { playbook, problems } = readPlaybook(
    `playbook: booking
questions: { more: { ask: More?, choices: [A, B], pick: many } }
talk:
  start:
    - split: opening
      paths: [{ name: one, do: [{ say: One. }] }, { name: two, do: [{ say: Two. }] }]
    - ask: more
    - for_each: more
      as: item
      do: [{ say: "{{ item }}" }]
    - end: done
`,
    "x.playbook.yml",
  );
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  const { tests } = readTests(
    "tests: booking\nconversations: [{ name: A, steps: [{ user: A }] }]",
    "x.test.yml",
  );
  const [coverage] = runTests(tests ? [tests] : [], playbook ? [playbook] : [], defaultSite()).coverage;
  expect(coverage).toMatchObject({ steps: { all: 7, walked: 6 }, branches: { all: 2, walked: 1 } });
});
