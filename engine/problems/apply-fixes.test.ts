import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { readTests } from "../testing/read-tests.ts";
import { applyFixes } from "./apply-fixes.ts";

const HEAD = `playbook: a # the name
questions:
  name: { ask: What should I call you?, answer: name }
talk:
  start:
`;

/** Fixes until nothing is left that can be. */
function mended(text: string): string {
  const { problems } = readPlaybook(text, "a.playbook.yml");
  const fixed = applyFixes(text, problems);
  return fixed.applied === 0 ? text : mended(fixed.text);
}

describe("applyFixes", () => {
  test.each([
    ["a key", "    - aks: name # who\n    - end: done\n", "    - ask: name # who\n    - end: done\n"],
    ["a quoted key", '    - "aks": name\n    - end: done\n', "    - ask: name\n    - end: done\n"],
    [
      "a text with a colon",
      "    - say: Note: it's here # why\n    - end: done\n",
      '    - say: "Note: it\'s here" # why\n    - end: done\n',
    ],
    [
      "a text with a colon and quotes",
      '    - say: Note: "it\'s"\n    - end: done\n',
      "    - say: 'Note: \"it''s\"'\n    - end: done\n",
    ],
    [
      "a time span",
      "    - wait: 5min\n    - wait: 1hr\n    - end: done\n",
      "    - wait: 5 minutes\n    - wait: 1 hour\n    - end: done\n",
    ],
    [
      "a slot without quotes",
      "    - ask: name\n    - say: {{ name }}\n    - end: done\n",
      '    - ask: name\n    - say: "{{ name }}"\n    - end: done\n',
    ],
    [
      "verbs without dashes",
      "    - say: Hello\n      ask: name\n      end: done\n",
      "    - say: Hello\n    - ask: name\n    - end: done\n",
    ],
  ])("mends %s, keeps the rest, and has nothing to do a second time", (_what, wrong, right) => {
    expect(mended(HEAD + wrong)).toBe(HEAD + right);
    const { problems } = readPlaybook(HEAD + right, "a.playbook.yml");
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(applyFixes(HEAD + right, problems)).toEqual({ text: HEAD + right, applied: 0 });
  });

  test.each([
    ["a word that is far from all", "    - xylophone: name\n    - end: done\n"],
    ["a word that is near to two", "    - sey: name\n    - end: done\n"],
    ["a key that is there already", "    - say: Hello\n      sayy: Ho\n    - end: done\n"],
    ["minutes or months", "    - wait: 5m\n    - end: done\n"],
    ["a text that goes on below", "    - say: Note: this\n        and that\n    - end: done\n"],
    ["a text that begins with a quote", '    - say: "Note": this\n    - end: done\n'],
    ["two verbs on one line", "    - { say: Hello, ask: name }\n    - end: done\n"],
    ["a wrong name", "    - ask: nmae\n    - end: done\n"],
  ])("leaves %s to its author", (_what, wrong) => {
    const { problems } = readPlaybook(HEAD + wrong, "a.playbook.yml");
    expect(problems.filter(({ severity }) => severity === "error")).not.toEqual([]);
    expect(applyFixes(HEAD + wrong, problems)).toEqual({ text: HEAD + wrong, applied: 0 });
  });

  test("keeps line ends and a byte order mark", () => {
    const wrong = `\uFEFF${HEAD}    - aks: name\n    - end: done\n`.replaceAll("\n", "\r\n");
    expect(mended(wrong)).toBe(wrong.replace("aks", "ask"));
  });

  test("mends several things of a file, and test files too", () => {
    expect(mended(`${HEAD}    - aks: name\n    - wait: 5min\n    - edn: done\n`)).toBe(
      `${HEAD}    - ask: name\n    - wait: 5 minutes\n    - end: done\n`,
    );
    const tests = "tests: a\nconversations:\n  - nmae: A\n    steps: [{ usr: Hi }]\n";
    expect(applyFixes(tests, readTests(tests, "a.test.yml").problems)).toEqual({
      text: "tests: a\nconversations:\n  - name: A\n    steps: [{ user: Hi }]\n",
      applied: 2,
    });
  });
});
