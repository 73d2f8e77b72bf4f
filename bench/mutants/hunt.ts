import { seededRandom } from "../../engine/explore/random.ts";
import {
  checkTogether,
  compilePlaybook,
  explore,
  type Playbook,
  readPlaybook,
  runTests,
  type Services,
  type Site,
  type TestFile,
} from "../../engine/index.ts";
import { MUTATIONS, type Mutant, type Mutation, mutate } from "./mutate.ts";

/** A playbook with all that may find a mistake in it. */
export interface Prey {
  readonly file: string;
  readonly text: string;
  readonly tests: readonly TestFile[];
  readonly beside: readonly Playbook[];
  readonly site: Site;
  readonly services: Services;
}

export type FoundBy = "check" | "test" | "explore";

export interface Hunted extends Mutant {
  readonly file: string;
  /** Undefined: nothing found it. */
  readonly foundBy: FoundBy | undefined;
}

/** So many different mutants, spread over the playbooks and the kinds of mistakes. The same seed makes the same. */
export function makeMutants(
  prey: readonly Prey[],
  wanted: number,
  seed: number,
): readonly { readonly of: Prey; readonly mutant: Mutant }[] {
  const random = seededRandom(seed);
  const made: { readonly of: Prey; readonly mutant: Mutant }[] = [];
  const texts = new Set<string>();
  for (let round = 0; made.length < wanted && round < wanted * 20; round++) {
    const of = prey[round % prey.length];
    const mutation: Mutation =
      MUTATIONS[Math.floor(round / prey.length) % MUTATIONS.length] ?? "line dropped";
    const mutant = of && mutate(of.text, mutation, random);
    if (of === undefined || mutant === undefined || texts.has(mutant.text)) continue;
    texts.add(mutant.text);
    made.push({ of, mutant });
  }
  return made;
}

/** Whether the check, the playbook's own tests or a walk of all paths finds the mistake; the cheapest is asked first. */
export function hunt({ of, mutant }: { readonly of: Prey; readonly mutant: Mutant }): Hunted {
  return { ...mutant, file: of.file, foundBy: finder(of, mutant.text) };
}

function finder({ file, tests, beside, site, services }: Prey, text: string): FoundBy | undefined {
  const { playbook, problems } = readPlaybook(text, file);
  if (playbook === undefined || problems.length > 0) return "check";
  if (checkTogether([playbook, ...beside], { site, services }).length > 0) return "check";
  const changing = [...services.values()].filter(({ changes }) => changes).map(({ name }) => name);
  const run = runTests(tests, [playbook, ...beside], site, changing);
  if (!run.passed) return "test";
  const library = new Map([playbook, ...beside].map((one) => [one.name, one]));
  const { findings, limits } = explore(compilePlaybook(playbook, "mutant", library), { site, services });
  return findings.length > 0 || limits.length > 0 ? "explore" : undefined;
}
