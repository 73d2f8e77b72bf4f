import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../read-playbook.ts";

function problemsOf(steps: string, rest = "", purpose = "marketing") {
  const text = `playbook: a
questions:
  topic: { ask: A?, answer: text, needs_consent: ${purpose} }
  news: { ask: May we?, answer: consent, for: marketing }
  calls: { ask: May we call?, answer: consent, for: phone }
  size: { ask: B?, answer: number }
talk:
  start:
    - ask: [topic, news, calls, size]
${steps.replace(/^/gm, "    ")}
    - end: done
${rest}`;
  return readPlaybook(text, "a.playbook.yml").problems.map(({ code }) => code);
}

const SAY = "say: \"{{ topic or 'it' }}\"";

describe("an answer that needs a consent", () => {
  test.each([
    ["a text", `- ${SAY}`],
    ["a condition", "- if: { topic: bread }\n  then: [{ say: A }]"],
    ["a condition beside another", "- if: { topic: bread, size: 3 }\n  then: [{ say: A }]"],
    ["any of two", "- if: [{ news: true }, { topic: bread }]\n  then: [{ say: A }]"],
    ["the other side", `- if: { news: true }\n  then: [{ say: A }]\n  else: [{ ${SAY} }]`],
    ["after a no", `- if: { news: false }\n  then: [{ ${SAY} }]`],
    ["another consent", `- if: { calls: true }\n  then: [{ ${SAY} }]`],
    ["behind the branch", `- if: { news: true }\n  then: [{ say: A }]\n- ${SAY}`],
    ["what is sent", '- { call: a.b, send: { t: "{{ topic }}" }, if_fails: [{ end: no }] }'],
    ["a value", '- set: { other: "{{ topic }}" }'],
    ["a formula", "- if: { formula: \"topic == 'x'\" }\n  then: [{ say: A }]"],
    ["a topic", "- say: A", `anytime: { x: { people_say: [x, y, z], reply: "{{ topic or 'it' }}" } }`],
    ["the score", "- say: A", "score: [{ when: { topic: bread }, add: 1, because: B }]"],
  ])("is not read by %s without it", (_what, steps, rest = "") => {
    expect(problemsOf(steps, rest)).toContain("CONSENT_NOT_GIVEN");
  });

  test.each([
    ["a text", `- if: { news: true }\n  then: [{ ${SAY} }]`],
    ["the same condition", "- if: { news: true, topic: bread }\n  then: [{ say: A }]"],
    ["a choice", `- choose: [{ when: { news: true }, do: [{ ${SAY} }] }, { otherwise: [{ say: A }] }]`],
    [
      "behind a branch that ends",
      `- if: { news: true }\n  then: [{ say: A }]\n  else: [{ end: no }]\n- ${SAY}`,
    ],
    ["the score", "- say: A", "score: [{ when: { news: true, topic: bread }, add: 1, because: B }]"],
  ])("may be read by %s with it", (_what, steps, rest = "") => {
    expect(problemsOf(steps, rest)).toEqual([]);
  });

  test("needs one that some question asks for", () => {
    expect(problemsOf("- say: A", "", "markting")).toEqual(["CONSENT_UNKNOWN"]);
  });
});
