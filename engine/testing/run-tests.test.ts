import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { defaultSite } from "../playbook/site.ts";
import { readTests } from "./read-tests.ts";
import { runTests } from "./run-tests.ts";

const BAKERY = `playbook: bakery
title: Bakery
language: en
start_when: [{ page: / }]
questions:
  bread:
    ask: Which bread?
    choices: [Rye, Wheat]
    pick: many
  size:
    ask: How many loaves?
    answer: number
    sorry: A number, please.
score:
  - { when: { size: { at_least: 10 } }, add: 40, because: Big order }
grades: { hot: 40, warm: 10 }
lead: { unique_by: size, fields: { loaves: size } }
talk:
  start:
    - ask: [bread, size]
    - show: { link: "https://example.com/menu", label: Our menu }
    - choose:
        - when: { size: { over: 100 } }
          do: [{ say: "That is a lot." }]
        - when: { page: /fair* }
          do: [{ say: "See you at the fair." }]
        - otherwise:
            - goto: shop
    - goto: shop
  shop:
    - handoff: bakers
      message: Let me ask a baker.
      answer_within: 3 minutes
      while_waiting:
        - { after: 1 minute, say: Still kneading. }
        - { after: 2 minutes, say: Nearly there. }
      if_nobody: [{ say: All bakers are asleep. }, { end: asleep }]
      when_back: [{ say: Enjoy your bread! }, { end: sold }]
anytime:
  opening:
    people_say: [when do you open, opening hours]
    reply: At six in the morning.
if_silent:
  - { after: 5 minutes, say: Are you there? }
  - { after: 1 hour, end: gone }
`;

function run(conversation: string, more = "", change = (text: string) => text) {
  const { playbook } = readPlaybook(change(BAKERY), "bakery.playbook.yml");
  const text = `tests: bakery\ngiven: { now: 2026-11-23 10:00 UTC }\nconversations:\n  - name: A\n${conversation}\n${more}`;
  const { tests, problems } = readTests(text, "bakery.test.yml");
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return runTests(tests ? [tests] : [], playbook ? [playbook] : [], defaultSite());
}

function failureOf(steps: string) {
  return run(`    steps:\n${steps.replace(/^/gm, "      ")}`).conversations[0]?.failure;
}

const ORDER = "- tap: [Rye, Wheat]\n- user: 12\n- bot: [..., Let me ask a baker.]\n";

describe("runTests", () => {
  test.each([
    [
      "texts, taps and globs",
      "- bot: Which*\n- tap: [wheat, Rye]\n- bot: How many loaves?\n- user: about 12",
    ],
    ["what is left unread at the end", "- user: Rye"],
    ["what is shown, between texts", `${ORDER}- show: Our menu`],
    ["a topic in the middle", "- user: when do you open?\n- bot: [Which bread?, At six*, Which bread?]"],
    ["clocks in order, each at its time", `${ORDER}- wait: 3 minutes\n- bot: [Still*, Nearly*, All bakers*]`],
    ["a clock exactly when it is due", `${ORDER}- wait: 60 seconds\n- bot: Still kneading.`],
    ["silence", "- bot: Which bread?\n- wait: 6 minutes\n- bot: Are you there?\n- wait: 1 hour"],
    ["a rep", `${ORDER}- rep: joins\n- rep: Hello!\n- user: Hi\n- rep: leaves\n- bot: Enjoy your bread!`],
    [
      "a rep who vanishes",
      `${ORDER}- rep: joins\n- rep: vanishes\n- wait: 10 minutes\n- bot: [..., All bakers*]`,
    ],
    ["a rep who closes", `${ORDER}- rep: joins\n- rep: { closes: spam }`],
  ])("hears %s", (_, steps) => {
    expect(failureOf(steps)).toBeUndefined();
  });

  test.each([
    ["another text", "- bot: What bread?", 'the bot should say "What bread?", and says "Which bread?"', 6],
    [
      "a text too many",
      "- tap: Rye\n- bot: Which bread?",
      'the bot also says "How many loaves?", which no line expects',
      7,
    ],
    ["a text too few", '- bot: [Which bread?, "?"]', 'the bot should say "?", and says nothing more', 6],
    [
      "a clock before its time",
      `${ORDER}- wait: 59 seconds\n- bot: Still*`,
      'the bot should say "Still*", and says nothing more',
      10,
    ],
    ["no such button", "- tap: Spelt", "there is no button [Spelt]: the buttons are [Rye] [Wheat]", 6],
    ["no buttons", "- user: rye\n- tap: 12", "there is no button [12]: the buttons are [Rye] [Wheat]", 7],
    [
      "a rep too soon",
      "- rep: leaves",
      "a rep cannot do that here: nobody was asked for, or nobody has joined",
      6,
    ],
    ["nothing shown", "- show: Our menu", 'the bot should show "Our menu", and shows nothing', 6],
    [
      "something else shown",
      `${ORDER}- show: Prices`,
      'the bot should show "Prices", and shows <Our menu → https://example.com/menu>',
      9,
    ],
  ])("tells %s", (_, steps, message, line) => {
    expect(failureOf(steps)).toMatchObject({
      message,
      place: { file: "bakery.test.yml", at: { line, column: 9 } },
    });
  });

  test("a failure holds the transcript, the marked line and the step's place", () => {
    const failure = failureOf("- user: Rye\n- bot: [Which bread?, How much bread?]");
    expect(failure?.transcript).toEqual([
      { line: "bot      Which bread?  [Rye] [Wheat]", marked: false },
      { line: "visitor  Rye", marked: false },
      { line: "bot      How many loaves?", marked: true },
    ]);
    expect(failure?.step).toEqual({
      file: "bakery.playbook.yml",
      at: { line: 20, column: 20 },
      key: "start:ask:size",
    });
  });

  test.each([
    ["outcome: gone", 'at the end "outcome" is "sold", not "gone"'],
    ["score: 0", 'at the end "score" is 40, not 0'],
    ["grade: cold", 'at the end "grade" is "hot", not "cold"'],
    ["lead: { size: null }", 'at the end "size" is 12, and should not be known'],
    ["lead: { loaves: 13 }", 'at the end "loaves" is 12, not 13'],
    ["answers: { bread: [Rye] }", 'at the end "bread" is ["Rye","Wheat"], not ["Rye"]'],
    ["lead: { color: red }", 'at the end "color" is not known, not "red"'],
    [
      "lead: { outcome: sold, score: 40, grade: hot, size: 12, loaves: 12, bread: [Wheat, Rye], color: null }",
      undefined,
    ],
  ])("at the end, %s", (expectation, message) => {
    const steps = `${ORDER}- rep: joins\n- rep: leaves`.replace(/^/gm, "      ");
    const { conversations } = run(`    steps:\n${steps}\n    ${expectation}`);
    expect(conversations[0]?.failure?.message).toBe(message);
  });

  test("begins in any section, with answers given and on any page", () => {
    const { conversations } = run(`    start_at: shop
    answers: { size: 12 }
    steps: [{ bot: Let me ask a baker. }]
    score: 40
  - name: B
    given: { page: /fair/hall-3 }
    steps:
      - user: [Rye, 12]
      - bot: [..., See you at the fair., Let me*]
  - name: C
    start_at: nowhere
    steps: []`);
    expect(conversations.map((each) => each.failure?.message)).toEqual([
      undefined,
      undefined,
      "there is no section of that name to begin in",
    ]);
  });

  const STARTS = "    given: { page: /, visit: { country: DE, campaign: spring-26, returning: yes } }\n";
  test.each([
    ["a page that fits", "[{ page: / }]", "true", undefined],
    ["a page that does not", "[{ page: /b }]", "false", undefined],
    [
      "a page that does not, and should",
      "[{ page: /b }]",
      "true",
      'it should start here, and does not: The page "/" does not fit "/b".',
    ],
    ["one that fits, and should not", "[{ page: / }]", "no", "it should not start here, and does: page /"],
    ["a country", "[{ country: [AT, DE] }]", "true", undefined],
    ["another country", "[{ country: AT }]", "false", undefined],
    ["a campaign", "[{ campaign: spring* }]", "true", undefined],
    ["a visitor who is back", "[{ returning: yes }]", "true", undefined],
    ["a new visitor", "[{ returning: no }]", "false", undefined],
    ["hours", '[{ hours: { mon: "09:00-11:00" } }]', "true", undefined],
    ["other hours", '[{ hours: { mon: "11:00-12:00" } }]', "false", undefined],
    ["a team that is open", "[{ open: [bakers, sellers] }]", "true", undefined],
    ["a page on which it never starts", '[{ page: "*" }]\nnot_when: [{ country: DE }]', "false", undefined],
    ["an event that nobody sent", "[{ event: hungry }]", "false", undefined],
  ])("starts: %s", (_name, rules, starts, message) => {
    const rule = (text: string) => text.replace("[{ page: / }]", rules);
    const { conversations } = run(`${STARTS}    starts: ${starts}`, "", rule);
    expect(conversations[0]?.failure?.message).toBe(message);
  });

  test("starts: how lately it was met, by an event, and then the conversation is played", () => {
    const rule = (text: string) =>
      text
        .replace("[{ page: / }]", "[{ event: hungry, not_seen_for: 7 days }]")
        .replace("{ page: /fair* }", "{ event: hungry }");
    const steps = `    steps:
      - event: hungry
      - user: [Rye, 12]
      - bot: [..., See you at the fair., Let me*]`;
    const failure = (starts: string, days: number) =>
      run(`    given: { met: { bakery: ${days} days } }\n    starts: ${starts}\n${steps}`, "", rule)
        .conversations[0]?.failure?.message;
    expect(failure("true", 8)).toBeUndefined();
    expect(failure("false", 6)).toBeUndefined();
    expect(failure("true", 6)).toBe(
      "it should start here, and does not: The visitor has met it within the last 7 days.",
    );
  });

  test("coverage counts what all conversations walked together, and a floor fails the run", () => {
    const walks = `    steps:
      - user: [Rye, 12]
      - wait: 1 hour`;
    const enough = run(walks, "coverage: { steps: 60, branches: 30 }");
    expect(enough.coverage).toMatchObject([
      { playbook: "bakery", steps: { walked: 8, all: 13, percent: 61 }, belowFloor: [] },
    ]);
    expect(enough.coverage[0]?.branches.missing.map(({ what }) => what)).toEqual([
      "start:choose/1",
      "start:choose/2",
      "shop:handoff:bakers/when_back",
      "anytime/opening",
      "if_silent/1",
      "if_silent/2",
    ]);
    expect(enough.passed).toBe(true);
    const tooLittle = run(walks, "coverage: { steps: 90, branches: 30 }");
    expect(tooLittle.coverage[0]?.belowFloor).toEqual(["steps 61% of 90%"]);
    expect(tooLittle.conversations.every((each) => each.failure === undefined)).toBe(true);
    expect(tooLittle.passed).toBe(false);
  });

  test("the same input gives the same run", () => {
    const steps = `    steps:\n${ORDER.replace(/^/gm, "      ")}`;
    expect(run(steps)).toEqual(run(steps));
  });
});
