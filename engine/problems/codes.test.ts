import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { compilePlaybook } from "../compile/compile-playbook.ts";
import { explore } from "../explore/explore.ts";
import { problemOf } from "../explore/finding.ts";
import { prove } from "../explore/prove.ts";
import { checkTogether } from "../playbook/checks/check-together.ts";
import { unspokenTexts } from "../playbook/checks/unspoken-texts.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { readSite } from "../playbook/read-site.ts";
import { readTexts } from "../playbook/read-texts.ts";
import type { Service } from "../playbook/service.ts";
import { defaultSite } from "../playbook/site.ts";
import { readTests } from "../testing/read-tests.ts";
import { parseTemplate } from "../texts/parse-template.ts";
import { samplePlaybook } from "../understand/sample-playbook.fixture.ts";
import { HINTS } from "./codes.ts";
import type { Problem } from "./problem.ts";

const SERVICE = { name: "crm.create_task" } as Service;
const { site: SITE } = readSite(
  "teams: { sales: { people: [ana@example.com] } }\nconsent: { purposes: { marketing: May we write to you? } }",
  "site.yml",
);
/** The playbooks beside the examples. */
const LIBRARY = ["booking: [{ end: booked }]", "feedback: [{ run: example }, { end: heard }]"].flatMap(
  (text) => {
    const [name, steps] = text.split(/: (.*)/s);
    return (
      readPlaybook(`playbook: ${name}\ntalk: { start: ${steps} }`, `${name}.playbook.yml`).playbook ?? []
    );
  },
);
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
      expect(problemsOf(wrong, code).map((problem) => problem.code)).toContain(code);
      const left = problemsOf(right, code).filter(
        (problem) => problem.severity === "error" || problem.code === code,
      );
      expect(left).toEqual([]);
    });
  },
);

function problemsOf(example: string, code: string): readonly Problem[] {
  if (example.startsWith("site:")) return readSite(example, "site.yml").problems;
  if (example.startsWith("tests:")) return readTests(example, "x.test.yml").problems;
  if (example.startsWith("texts_of:")) return readTexts(example, "example.de.yml", SPOKEN).problems;
  const { playbook, problems } = readPlaybook(whole(example), "x.playbook.yml");
  if (playbook === undefined) return problems;
  const beside = { site: SITE, services: new Map([["crm.create_task", SERVICE]]) };
  return [
    ...problems,
    ...checkTogether([playbook, ...LIBRARY], beside),
    ...unspokenTexts([playbook], ["example.de.yml"]),
    ...(WALKED.has(code) ? foundIn(playbook) : []),
  ];
}

/** Codes that only a walk of all paths finds. */
const WALKED: ReadonlySet<string> = new Set(
  Object.keys(HINTS).slice(Object.keys(HINTS).indexOf("PROMISE_BROKEN")),
);

function foundIn(playbook: Playbook): readonly Problem[] {
  const world = { site: defaultSite(), services: new Map() };
  const { findings } = explore(compilePlaybook(playbook, "x"), world);
  return [...prove([playbook], world), ...findings.map((finding) => problemOf(finding, playbook.file))];
}

const SPOKEN = samplePlaybook([], {}, { topics: [topic("Hello {{ name }}"), topic("Goodbye.")] });

function topic(source: string): Playbook["topics"][number] {
  const at = { line: 1, column: 1 };
  const reply = parseTemplate(source, at).template;
  return { name: "hello", peopleSay: ["hello"], reply, do: [], goto: undefined, at };
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
