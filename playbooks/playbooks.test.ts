import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { defaultSite, readPlaybook, readSite, readTests, runTests, startsFor } from "../engine/index.ts";

const folder = new URL(".", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".playbook.yml"));

function textOf(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}

function read(name: string) {
  const { playbook, problems } = readPlaybook(textOf(name), name);
  if (playbook === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return { playbook, problems };
}

const { site = defaultSite(), problems: siteProblems } = readSite(textOf("site.yml"), "site.yml");

describe("the shipped playbooks", () => {
  test("the site is read without a problem, and sales is always open", () => {
    expect(siteProblems).toEqual([]);
    expect(site).toMatchObject({ id: "fernway", name: "Fernway", bot: { name: "Robin" } });
    expect(site.teams.get("sales")).toMatchObject({ people: [], hours: undefined });
  });

  test("each of at least three has tests with several conversations", () => {
    expect(names.length).toBeGreaterThanOrEqual(3);
    for (const name of names) {
      const file = name.replace(".playbook.", ".test.");
      const { tests, problems } = readTests(textOf(file), file);
      expect(problems).toEqual([]);
      expect(tests?.conversations.length).toBeGreaterThan(3);
    }
  });

  test.each(names)("%s has nothing wrong with it", (name) => {
    const { playbook, problems } = read(name);
    expect(problems).toEqual([]);
    expect(playbook.sections.size).toBeGreaterThan(0);
  });

  test.each(names)("%s holds its conversations, and they walk it all", (name) => {
    const file = name.replace(".playbook.", ".test.");
    const { tests } = readTests(textOf(file), file);
    const run = runTests(tests ? [tests] : [], [read(name).playbook], site);
    expect(run.conversations.filter((each) => each.failure !== undefined)).toEqual([]);
    expect(run.coverage.flatMap((each) => each.belowFloor)).toEqual([]);
    expect(run.passed).toBe(true);
    // A file without floors, or without conversations, would pass by doing nothing.
    expect(tests?.coverage.steps).toBeGreaterThanOrEqual(90);
    expect(run.coverage[0]?.steps.walked).toBeGreaterThan(10);
  });

  test.each([
    ["/", "blog-welcome"],
    ["/blog", "blog-welcome"],
    ["/pricing", "b2b-qualification"],
    ["/blog/a-post", "newsletter-signup"],
  ])("on %s starts %s", (path, expected) => {
    const starts = startsFor(
      names.map((name) => read(name).playbook),
      { path, facts: {} },
    );
    expect(starts.filter(({ event }) => event === undefined).map(({ playbook }) => playbook)).toEqual([
      expected,
    ]);
  });
});
