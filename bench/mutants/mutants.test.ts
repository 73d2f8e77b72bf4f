import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { parseDocument } from "yaml";
import { hunt, makeMutants } from "./hunt.ts";
import { MUTATIONS } from "./mutate.ts";
import { preyIn } from "./prey.ts";

const PREY = preyIn(fileURLToPath(new URL("../../playbooks", import.meta.url)));

describe("mutants of the shipped playbooks", () => {
  test("each is another document, all kinds are made, and the same seed makes the same", () => {
    const mutants = makeMutants(PREY, 100, 4);
    expect(mutants).toHaveLength(100);
    expect(new Set(mutants.map(({ mutant }) => mutant.mutation))).toEqual(new Set(MUTATIONS));
    const json = (text: string) => {
      const document = parseDocument(text);
      return document.errors.length > 0 ? "not YAML" : JSON.stringify(document.toJS());
    };
    for (const { of, mutant } of mutants) expect(json(mutant.text)).not.toBe(json(of.text));
    expect(makeMutants(PREY, 100, 4)).toEqual(mutants);
  });

  test("a few of them: at least nine of ten are found", () => {
    // Of the 500 of `npm run mutants`, which must reach 95 in 100, every twelfth.
    const hunted = makeMutants(PREY, 500, 1)
      .filter((_, index) => index % 12 === 0)
      .map(hunt);
    const found = hunted.filter(({ foundBy }) => foundBy !== undefined).length;
    expect(hunted.length).toBeGreaterThan(40);
    expect(found / hunted.length).toBeGreaterThanOrEqual(0.9);
  }, 60_000);

  test("control: the playbooks as they are have nothing to be found", () => {
    const asTheyAre = PREY.map((of) =>
      hunt({ of, mutant: { mutation: "line dropped", line: 1, was: "", now: "", text: of.text } }),
    );
    expect(asTheyAre.map(({ foundBy }) => foundBy)).toEqual(PREY.map(() => undefined));
  }, 60_000);
});
