import { describe, expect, test } from "@jest/globals";
import { defaultSite } from "../playbook/site.ts";
import { compiledFrom } from "./explored.fixture.ts";
import { simulate } from "./simulate.ts";

const COMPILED = compiledFrom(`
score: [{ when: { size: { over: 50 } }, add: 30, because: Large }]
talk:
  start:
    - ask: [name, size]
    - if: { size: { over: 50 } }
      then: [{ goto: person }]
    - end: small
  person:
    - handoff: sales
      answer_within: 1 minute
      if_nobody: [{ ask: email }, { end: written }]
    - end: helped
`);
const WORLD = { site: defaultSite(), services: new Map() };

describe("simulated visitors", () => {
  test("the same seed gives the same table, another another", () => {
    const table = (seed: number) => simulate(COMPILED, WORLD, { conversations: 150, seed });
    expect(table(1)).toEqual(table(1));
    expect(table(2)).not.toEqual(table(1));
  });

  test("every conversation is counted once, each end is met, and none fails", () => {
    const { outcomes } = simulate(COMPILED, WORLD, { conversations: 300, seed: 5 });
    expect(outcomes.reduce((sum, { conversations }) => sum + conversations, 0)).toBe(300);
    const names = outcomes.map(({ outcome }) => outcome);
    expect(names).toEqual(expect.arrayContaining(["small", "helped", "written", "abandoned", "stopped"]));
    expect(names).not.toContain("(failed)");
    const scoreOf = (name: string) => outcomes.find(({ outcome }) => outcome === name)?.score ?? 0;
    expect(scoreOf("small")).toBe(0);
    expect(scoreOf("helped")).toBeGreaterThan(10);
  });
});
