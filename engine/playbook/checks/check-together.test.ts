import { describe, expect, test } from "@jest/globals";
import { readPlaybook } from "../read-playbook.ts";
import { readSite } from "../read-site.ts";
import { checkTogether } from "./check-together.ts";

function playbook(name: string, ...steps: readonly string[]) {
  const text = `playbook: ${name}\ntalk:\n  start:\n${steps.map((step) => `    - ${step}\n`).join("")}    - end: done\n`;
  const { playbook: read, problems } = readPlaybook(text, `${name}.playbook.yml`);
  if (!read) throw new Error(JSON.stringify(problems));
  return read;
}

const told = (problems: ReturnType<typeof checkTogether>) =>
  problems.map(
    ({ file, at, severity, code, message }) => `${file}:${at.line} ${severity} ${code} ${message}`,
  );

describe("playbooks that run one another", () => {
  test("one that is there is right", () => {
    expect(checkTogether([playbook("a", "run: b"), playbook("b", "say: Hi")])).toEqual([]);
  });

  test("one that is not there is a warning, a section that it lacks an error", () => {
    const both = [playbook("booking", "run: bokings"), playbook("b", "run: booking\n      from: strat")];
    expect(told(checkTogether(both))).toEqual([
      'booking.playbook.yml:4 warning PLAYBOOK_MISSING There is no playbook "bokings" here, or it has errors. Did you mean "booking"?',
      'b.playbook.yml:4 error SECTION_UNKNOWN "booking" has no section called "strat". Did you mean "start"?',
    ]);
  });

  test("a circle is an error at each run in it, with the way, and nowhere else", () => {
    const all = [
      playbook("a", "run: b"),
      playbook("b", "run: c"),
      playbook("c", "run: a"),
      playbook("d", "run: a"),
    ];
    expect(told(checkTogether(all))).toEqual([
      "a.playbook.yml:4 error RUN_CIRCLE These playbooks run one another in a circle: a → b → c → a.",
      "b.playbook.yml:4 error RUN_CIRCLE These playbooks run one another in a circle: b → c → a → b.",
      "c.playbook.yml:4 error RUN_CIRCLE These playbooks run one another in a circle: c → a → b → c.",
    ]);
  });
});

describe("teams and services", () => {
  const handoff = "{ handoff: sals, answer_within: 3 minutes, if_nobody: [{ end: nobody }] }";
  const steps = [
    "if: { open: suport }\n      then: [{ say: Hi }]",
    "tell: { team: sales, message: A }",
    handoff,
  ];
  const { site } = readSite(
    "teams: { sales: { people: [a@b.example] }, support: { people: [a@b.example] } }",
    "site.yml",
  );

  test("teams that site.yml lacks are warnings", () => {
    expect(told(checkTogether([playbook("a", ...steps)], { site }))).toEqual([
      'a.playbook.yml:4 warning TEAM_UNKNOWN site.yml has no team called "suport". Did you mean "support"?',
      'a.playbook.yml:7 warning TEAM_UNKNOWN site.yml has no team called "sals". Did you mean "sales"?',
    ]);
  });

  test("without site.yml the teams that a playbook names are open", () => {
    expect(checkTogether([playbook("a", ...steps)])).toEqual([]);
  });

  test("a service that is missing is a warning", () => {
    const [problem, ...more] = checkTogether([playbook("a", "{ call: crm.add, if_fails: [{ tag: x }] }")]);
    expect([problem?.code, problem?.severity, more]).toEqual(["SERVICE_MISSING", "warning", []]);
  });
});
