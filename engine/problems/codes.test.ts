import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { readSite } from "../playbook/read-site.ts";
import { readTests } from "../testing/read-tests.ts";
import { HINTS } from "./codes.ts";
import type { Problem } from "./problem.ts";

const page = readFileSync(new URL("../../docs/problems.md", import.meta.url), "utf8");
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [code = ""] = section.split("\n", 1);
    const examples = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? "");
    return { code, examples };
  });
const withoutExamples = ["FILE_TOO_BIG", "FILE_TOO_DEEP"];

test("docs/problems.md explains exactly the codes that exist", () => {
  expect(sections.map(({ code }) => code)).toEqual(Object.keys(HINTS));
});

describe.each(sections.filter(({ code }) => !withoutExamples.includes(code)))(
  "$code",
  ({ code, examples }) => {
    test("its wrong example has it, its right one has no error", () => {
      const [wrong = "", right = ""] = examples;
      expect(examples).toHaveLength(2);
      expect(problemsOf(wrong).map((problem) => problem.code)).toContain(code);
      const left = problemsOf(right).filter(
        (problem) => problem.severity === "error" || problem.code === code,
      );
      expect(left).toEqual([]);
    });
  },
);

function problemsOf(example: string): readonly Problem[] {
  if (example.startsWith("site:")) return readSite(example, "site.yml").problems;
  if (example.startsWith("tests:")) return readTests(example, "x.test.yml").problems;
  return readPlaybook(whole(example), "x.playbook.yml").problems;
}

/** Adds what the page leaves out. */
function whole(example: string): string {
  const steps = example.startsWith("- ");
  const ends = /^- (end|goto):/m.test(example) ? "" : "    - end: done\n";
  const talk = steps ? `talk:\n  start:\n${example.replace(/^/gm, "    ").trimEnd()}\n${ends}` : example;
  const parts = ["playbook: example", talk];
  if (!/^talk:/m.test(talk)) parts.push("talk:\n  start:\n    - end: done");
  if (!/^questions:/m.test(talk)) {
    parts.push(
      "questions:",
      "  name: { ask: What should I call you?, answer: name }",
      "  email: { ask: Where can we write to?, answer: email }",
      "  team_size: { ask: How many people are you?, answer: number }",
    );
  }
  return parts.join("\n");
}
