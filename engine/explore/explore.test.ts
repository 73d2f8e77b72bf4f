import { describe, expect, test } from "@jest/globals";
import { defaultSite } from "../playbook/site.ts";
import { readTests } from "../testing/read-tests.ts";
import { addConversation } from "../testing/record-conversation.ts";
import { playScript } from "../testing/run-tests.ts";
import { compiledFrom, explored, saidIn } from "./explored.fixture.ts";

function codes(text: string): readonly string[] {
  return explored(text).findings.map(({ code }) => code);
}

describe("promises", () => {
  test("ends_in: an end that is not named is shown by the shortest conversation that comes to it", () => {
    // Ends written in the file are told at check; the end of a silent talk comes of the language.
    const talk = "talk: { start: [{ ask: name }, { ask: email }, { end: done }] }\n";
    const { findings, limits } = explored(`${talk}promises: { ends_in: [done] }`);
    expect(limits).toEqual([]);
    expect(findings).toMatchObject([
      {
        code: "PROMISE_BROKEN",
        message: 'A conversation can end in "abandoned", which "ends_in:" does not name.',
      },
    ]);
    expect(saidIn(findings[0] as never)).toEqual(["bot Who are you?", "(3 days later)"]);
    expect(codes(`${talk}promises: { ends_in: [done, abandoned] }`)).toEqual([]);
  });

  test("before: the shortest conversation that asks the left one first", () => {
    const talk = (promise: string) => `
talk:
  start:
    - ask: size
    - if: { size: { over: 50 } }
      then: [{ ask: email }, { end: big }]
    - ask: [name, email]
    - end: small
promises: { before: { ${promise} } }`;
    const { findings, limits } = explored(talk("email: name"));
    expect(limits).toEqual([]);
    expect(findings).toMatchObject([
      {
        code: "PROMISE_BROKEN",
        message: '"email" can be asked before "name" is known.',
        shown: { holds: true },
      },
    ]);
    expect(saidIn(findings[0] as never)).toEqual([
      "bot How many are you?",
      "visitor 51",
      "bot Which address?",
    ]);
    expect(codes(talk("name: size"))).toEqual([]);
  });

  test("at_most: a path with more questions, and none where repeats and rounds do not count", () => {
    const talk = (most: number) => `
talk:
  start:
    - ask: name
    - goto: menu
  menu:
    - ask: more
    - if: { more: true }
      then: [{ goto: menu }]
    - ask: email
    - end: done
promises: { at_most: { questions: ${most} } }`;
    expect(explored(talk(2)).findings).toMatchObject([
      {
        code: "PROMISE_BROKEN",
        message: 'One path asks 3 questions (name, more, email), and "at_most:" says 2.',
        shown: { holds: true },
      },
    ]);
    expect(codes(talk(3))).toEqual([]);
  });

  test("every_handoff: one whose if_nobody leads back to it is shown with the wait that never ends", () => {
    const talk = (nobody: string) => `
talk:
  start: [{ ask: name }, { goto: person }]
  person:
    - handoff: sales
      message: One moment.
      answer_within: 2 minutes
      if_nobody: [{ say: Nobody yet. }, { wait: 1 minute }, { ${nobody} }]
    - end: helped
promises: { every_handoff: can_fall_back }`;
    const { findings, limits } = explored(talk("goto: person"));
    expect(limits).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(["HANDOFF_LEADS_NOWHERE"]);
    expect(saidIn(findings[0] as never)).toEqual([
      "bot Who are you?",
      "visitor Ana",
      "bot One moment.",
      "(2 minutes later)",
      "bot Nobody yet.",
    ]);
    expect(codes(talk("end: nobody"))).toEqual([]);
  });
});

describe("what nobody means to write", () => {
  test("DEAD_END: a question that leads to itself whatever is answered", () => {
    const { findings } = explored(`
talk:
  start:
    - ask: name
    - goto: round
  round:
    - ask: more
    - if: { more: { known: true } }
      then: [{ goto: round }]
    - end: done
if_stuck: { do: [{ goto: round }] }
anytime: { human: { goto: round } }`);
    expect(findings.map(({ code }) => code)).toContain("DEAD_END");
    const found = findings.find(({ code }) => code === "DEAD_END");
    expect(saidIn(found as never)).toEqual(["bot Who are you?"]);
  });

  test("WAY_NEVER_TAKEN: a condition that those above it leave nothing", () => {
    const talk = (bound: number) => `
talk:
  start:
    - ask: size
    - choose:
        - when: { size: { over: 10 } }
          do: [{ end: big }]
        - when: { size: { over: ${bound} } }
          do: [{ say: Never said. }, { end: huge }]
        - otherwise: [{ end: small }]`;
    const { findings } = explored(talk(100));
    expect(findings).toMatchObject([
      { code: "WAY_NEVER_TAKEN", severity: "warning", at: { line: 16 } },
      { code: "STEP_NEVER_REACHED", message: "No conversation ever comes to this step (start:end#2)." },
    ]);
    expect(codes(talk(5))).toEqual([]);
  });

  test("STEP_NEVER_REACHED: what stands behind a way that is never taken", () => {
    const found = codes(`
talk:
  start:
    - ask: size
    - if: { size: { under: 1 } }
      then: [{ goto: none }]
    - end: some
  none: [{ say: You are nobody. }, { end: none }]`);
    expect(found).toEqual(["WAY_NEVER_TAKEN", "STEP_NEVER_REACHED", "STEP_NEVER_REACHED"]);
  });

  test("WAYS_ARE_THE_SAME: a test that makes no difference", () => {
    const talk = (other: string) => `
talk:
  start:
    - ask: size
    - if: { size: { over: 10 } }
      then: [{ say: Welcome. }]
      else: [{ say: ${other} }]
    - end: done`;
    expect(codes(talk("Welcome."))).toEqual(["WAYS_ARE_THE_SAME"]);
    expect(codes(talk("Hello."))).toEqual([]);
  });

  test("ASKED_TWICE: a section visited again that asks what it knows, and not a menu", () => {
    const talk = (condition: string) => `
talk:
  start: [{ goto: menu }]
  menu:
    - ask: name
    - ask: more
    - if: { ${condition} }
      then: [{ goto: menu }]
    - end: done`;
    const { findings } = explored(talk("more: true"));
    expect(findings.map(({ message }) => message)).toEqual([
      '"name" is asked a second time when "menu" is visited again, and nothing in it depends on the answer.',
    ]);
    expect(saidIn(findings[0] as never)).toEqual([
      "bot Who are you?",
      "visitor Ana",
      "bot Anything else? [Yes] [No]",
      "visitor Yes",
      "bot Who are you?",
    ]);
  });

  test("TEXT_EMPTY_ON_A_PATH: a field that a service may leave out", () => {
    const talk = (text: string) => `
talk:
  start:
    - ask: name
    - call: parcels.find
      save_as: parcel
      if_fails: [{ end: failed }]
    - say: "It lies at {{ ${text} }}."
    - end: done`;
    const { findings } = explored(talk("parcel.place"));
    expect(findings).toMatchObject([{ code: "TEXT_EMPTY_ON_A_PATH", shown: { holds: true } }]);
    expect(codes(talk("parcel.place or 'the shop'"))).toEqual([]);
  });

  test("GRADE_NEVER_REACHED: points that together are too few", () => {
    const talk = (hot: number) => `
score:
  - { when: { size: { over: 50 } }, add: 30, because: Large }
  - { when: { size: { under: 10 } }, add: 25, because: Small }
  - { when: { more: true }, add: 20, because: Wants more }
grades: { hot: ${hot}, warm: 20 }
talk:
  start: [{ ask: [size, more] }, { end: done }]`;
    expect(explored(talk(51)).findings.map(({ message }) => message)).toEqual([
      'No conversation ever comes to the grade "hot": no answers together give such a score.',
    ]);
    expect(codes(talk(50))).toEqual([]);
  });
});

describe("the walk", () => {
  const BROKEN = `
talk:
  start:
    - ask: size
    - if: { size: { between: [20, 30] } }
      then: [{ ask: email }]
    - ask: name
    - end: done
promises: { before: { email: name } }`;

  test("a conversation that was found can be saved as a test, and holds", () => {
    const compiled = compiledFrom(BROKEN);
    const [finding] = explored(BROKEN).findings;
    const added = finding?.shown && addConversation(undefined, finding.shown.recorded);
    if (added === undefined || "refused" in added) throw new Error("not added");
    const [script] = readTests(added.text, "x.test.yml").tests?.conversations ?? [];
    if (script === undefined) throw new Error(added.text);
    const scene = { compiled, site: defaultSite(), changing: [], recording: false };
    expect(playScript(script, scene).difference).toBeUndefined();
    // Control: with another answer in it, it does not hold.
    const other = readTests(added.text.replace('"20"', '"50"'), "x.test.yml").tests?.conversations[0];
    expect(other && playScript(other, scene).difference).toBeDefined();
  });

  test("the same playbook gives the same walk", () => {
    const walk = () => {
      const { places, ways, findings } = explored(BROKEN);
      return { places, ways, messages: findings.map(({ message }) => message) };
    };
    expect(walk()).toEqual(walk());
  });

  test("what could not be walked is said, and nothing is claimed to be never reached", () => {
    const { limits, findings } = explored(`
questions: { code: { ask: Which code?, answer: text, check: { pattern: "[0-9a-f]{32}" } } }
talk:
  start: [{ ask: code }, { say: Thank you. }, { end: done }]`);
    expect(limits).toEqual(['no answer to "code" could be made up that passes its checks']);
    expect(findings).toEqual([]);
  });

  test("people who are there, away, and a team that is closed", () => {
    const talk = `
talk:
  start:
    - ask: name
    - choose:
        - when: { open: sales, online: sales }
          do: [{ end: there }]
        - when: { open: sales }
          do: [{ end: away }]
        - otherwise: [{ end: closed }]`;
    const { findings } = explored(talk);
    // Without a site the team never closes.
    expect(findings).toMatchObject([{ code: "WAY_NEVER_TAKEN" }]);
    const hours = new Map([[1, [{ from: "09:00", to: "17:00" }]]]);
    const team = { name: "sales", people: [], hours, holidays: [] };
    const site = { ...defaultSite(), teams: new Map([["sales", team]]) };
    expect(explored(talk, site).findings).toEqual([]);
  });
});
