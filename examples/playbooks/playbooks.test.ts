import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import {
  checkTogether,
  type Playbook,
  readPlaybook,
  readServices,
  readSite,
  readTests,
  runTests,
} from "../../engine/index.ts";

const folder = new URL(".", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".playbook.yml"));
/** Run by others; it stands beside the ten. */
const PARTS = ["find-a-time.playbook.yml"];

function textOf(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}

function playbookOf(file: string): Playbook {
  const { playbook, problems } = readPlaybook(textOf(file), file);
  if (playbook === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return playbook;
}

const { site, problems: siteProblems } = readSite(textOf("site.yml"), "site.yml");
const { services, problems: serviceProblems } = readServices(textOf("services.yml"), "services.yml");
const playbooks = files.map(playbookOf);

describe("the example playbooks", () => {
  test("are ten, and a part that others run", () => {
    expect(files.filter((file) => !PARTS.includes(file))).toHaveLength(10);
    expect(files).toEqual(expect.arrayContaining(PARTS));
  });

  test("the site and its services are read without a problem", () => {
    expect([...siteProblems, ...serviceProblems]).toEqual([]);
    expect(site?.teams.size).toBeGreaterThan(1);
    expect(services?.size).toBeGreaterThan(3);
  });

  test.each(files)("%s has nothing wrong with it, in at most 60 lines", (file) => {
    expect(readPlaybook(textOf(file), file).problems).toEqual([]);
    expect(textOf(file).trimEnd().split("\n").length).toBeLessThanOrEqual(60);
  });

  test("nothing is wrong between them, the site and the services", () => {
    expect(checkTogether(playbooks, { site, services })).toEqual([]);
  });

  test.each(files)("%s holds its conversations, and they walk it", (file) => {
    const { tests, problems } = readTests(textOf(testsOf(file)), testsOf(file));
    expect(problems).toEqual([]);
    if (tests === undefined || site === undefined) throw new Error("not read");
    const run = runTests([tests], playbooks, site);
    expect(run.conversations.filter((each) => each.failure !== undefined)).toEqual([]);
    expect(run.coverage.flatMap((each) => each.belowFloor)).toEqual([]);
    expect(tests.coverage.steps).toBeGreaterThanOrEqual(90);
    expect(tests.coverage.branches).toBeGreaterThanOrEqual(80);
    expect(run.coverage[0]?.steps.walked).toBeGreaterThan(5);
  });

  test("control: with every service away, conversations fail", () => {
    if (site === undefined) throw new Error("not read");
    const file = "find-a-time.test.yml";
    const broken = textOf(file).replaceAll("calendar.book: ok", "calendar.book: fails");
    const { tests } = readTests(broken, file);
    const run = runTests(tests ? [tests] : [], playbooks, site);
    expect(run.passed).toBe(false);
  });

  const verbs = [
    "run",
    "split",
    "wait",
    "for_each",
    "repeat",
    "handoff",
    "call",
    "set",
    "show",
    "change_answer",
    "tell",
  ];
  test.each(verbs)("one of them shows %s", (verb) => {
    const together = files.map(textOf).join("\n");
    expect(together).toMatch(new RegExp(`(- |\\{ |^ *)${verb}:`, "m"));
  });
});

function testsOf(file: string): string {
  return file.replace(".playbook.", ".test.");
}
