import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { compilePlaybook } from "../compile/compile-playbook.ts";
import { readPlaybook } from "../playbook/read-playbook.ts";
import { readServices } from "../playbook/read-services.ts";
import { readSite } from "../playbook/read-site.ts";
import { defaultSite } from "../playbook/site.ts";
import { explore } from "./explore.ts";
import { seededRandom } from "./random.ts";

const root = new URL("../../", import.meta.url);

function siteIn(folder: string) {
  const text = (name: string) => readFileSync(new URL(`${folder}/${name}`, root), "utf8");
  const files = readdirSync(new URL(folder, root));
  const playbooks = files
    .filter((name) => name.endsWith(".playbook.yml"))
    .flatMap((name) => readPlaybook(text(name), name).playbook ?? []);
  const services = files.includes("services.yml")
    ? readServices(text("services.yml"), "services.yml").services
    : undefined;
  return {
    playbooks,
    library: new Map(playbooks.map((playbook) => [playbook.name, playbook])),
    site: readSite(text("site.yml"), "site.yml").site ?? defaultSite(),
    services: services ?? new Map(),
  };
}

describe.each([
  // Unloaded, the largest takes about a second; a test machine may be four times as slow.
  ["playbooks", 3, { "b2b-qualification": 632, "blog-welcome": 102, "newsletter-signup": 57 }],
  ["examples/playbooks", 11, undefined],
] as const)("%s", (folder, number, places) => {
  const { playbooks, library, site, services } = siteIn(folder);

  test("all are explored fully, with no error in them, and each end is an answer or a fallback", () => {
    const all = playbooks.map((playbook) =>
      explore(compilePlaybook(playbook, "x", library), { site, services }),
    );
    expect(all).toHaveLength(number);
    expect(all.flatMap(({ limits }) => limits)).toEqual([]);
    expect(all.flatMap(({ findings }) => findings.filter(({ severity }) => severity === "error"))).toEqual(
      [],
    );
    if (places) {
      expect(all.flatMap(({ findings }) => findings)).toEqual([]);
      expect(Object.fromEntries(all.map((one) => [one.playbook, one.places]))).toEqual(places);
    }
  }, 60_000);
});

describe("generated playbooks", () => {
  /** Sections that ask, branch, hand off and go on; with a seed of its own each. */
  function generated(seed: number, nobody: string): string {
    const random = seededRandom(seed);
    const pick = <T>(items: readonly [T, ...T[]]): T =>
      items[Math.floor(random() * items.length)] ?? items[0];
    const handoff = (after: string) =>
      `- handoff: sales\n      answer_within: ${pick([1, 2, 5])} minutes\n      if_nobody: [${nobody}]\n    - ${after}`;
    const steps = ["name", "size", "email", "more"]
      .filter(() => random() < 0.7)
      .map((name) => `- ask: ${name}`);
    return `
playbook: generated
questions:
  name: { ask: Who are you?, answer: name }
  size: { ask: How many are you?, answer: number }
  email: { ask: Which address?, answer: email }
  more: { ask: Anything else?, answer: yes_no }
talk:
  start:
    ${steps.join("\n    ")}
    - ask: size
    - choose:
        - when: { size: { over: ${pick([5, 50, 500])} } }
          do: [{ goto: person }]
        - when: { size: ${pick([1, 2, 3])} }
          do: [{ goto: other }]
        - otherwise: [{ goto: ${pick(["person", "other"])} }]
  person:
    ${handoff(pick(["goto: other", "end: helped"]))}
  other:
    - ask: more
    - if: { more: true }
      then: [{ goto: person }]
    ${handoff("end: done")}
`;
  }

  const seeds = Array.from({ length: 20 }, (_, seed) => seed + 1);
  const findingsOf = (seed: number, nobody: string) => {
    const { playbook, problems } = readPlaybook(generated(seed, nobody), "generated.playbook.yml");
    if (playbook === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
    const world = { site: defaultSite(), services: new Map() };
    const { findings, limits } = explore(compilePlaybook(playbook, "x"), world);
    expect(limits).toEqual([]);
    return findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  };

  test("in each of twenty every handoff ends in an answer or a fallback on every path", () => {
    for (const seed of seeds) expect(findingsOf(seed, "{ ask: email }, { end: written }")).toEqual([]);
  }, 60_000);

  test("control: where if_nobody leads back to the wait, each of them is found", () => {
    for (const seed of seeds.slice(0, 5)) {
      expect(findingsOf(seed, "{ wait: 1 minute }, { goto: person }")).toContain("HANDOFF_LEADS_NOWHERE");
    }
  }, 60_000);
});
