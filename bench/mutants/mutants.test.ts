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
    const hunted = makeMutants(PREY, 40, 7).map(hunt);
    expect(hunted.filter(({ foundBy }) => foundBy !== undefined).length).toBeGreaterThanOrEqual(36);
  }, 60_000);

  test("control: the playbooks as they are have nothing to be found", () => {
    const asTheyAre = PREY.map((of) =>
      hunt({ of, mutant: { mutation: "line dropped", line: 1, was: "", now: "", text: of.text } }),
    );
    expect(asTheyAre.map(({ foundBy }) => foundBy)).toEqual(PREY.map(() => undefined));
  }, 60_000);
});
