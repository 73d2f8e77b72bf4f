import type { Playbook } from "../playbook/playbook.ts";
import type { Place } from "../problems/problem.ts";
import type { Block, Step } from "../steps/step.ts";
import type { Coverage, Share } from "./result.ts";
import type { TestFile } from "./test-file.ts";

interface Walkable {
  readonly key: string;
  readonly at: Place;
  /** The first step of the block: where it was walked, the branch was. */
  readonly first?: string | undefined;
}

/** What there is to walk in a playbook. */
export interface Ground {
  readonly steps: readonly Walkable[];
  readonly branches: readonly Walkable[];
}

/** All steps and sides of branches, in file order. */
export function groundOf(playbook: Playbook): Ground {
  const ground = { steps: [] as Walkable[], branches: [] as Walkable[] };
  for (const section of playbook.sections.values()) addBlock(ground, section.steps);
  for (const topic of playbook.topics) {
    if (topic.reply || topic.do.length > 0 || topic.goto !== undefined) {
      addBranch(ground, `anytime/${topic.name}`, topic.at, topic.do);
    }
  }
  playbook.ifSilent.forEach((nudge, index) => {
    // What is only for e-mail is never heard on the web, where tests talk.
    if (nudge.on.includes("web")) ground.branches.push({ key: `if_silent/${index + 1}`, at: nudge.at });
  });
  const stuck = playbook.ifStuck?.do;
  if (stuck?.[0]) addBranch(ground, "if_stuck", stuck[0].at, stuck);
  return ground;
}

/** How much of the ground was walked. Places are in the playbook's file. */
export function measureCoverage(
  playbook: Playbook,
  visited: ReadonlySet<string>,
  floors: TestFile["coverage"],
): Coverage {
  const ground = groundOf(playbook);
  const steps = share(ground.steps, visited, playbook.file);
  const branches = share(ground.branches, visited, playbook.file);
  const belowFloor: string[] = [];
  if (steps.percent < (floors.steps ?? 0)) belowFloor.push(`steps ${steps.percent}% of ${floors.steps}%`);
  if (branches.percent < (floors.branches ?? 0)) {
    belowFloor.push(`branches ${branches.percent}% of ${floors.branches}%`);
  }
  return { playbook: playbook.name, steps, branches, belowFloor };
}

function share(ground: readonly Walkable[], visited: ReadonlySet<string>, file: string): Share {
  const missing = ground.filter(
    ({ key, first }) => !visited.has(key) && !(first !== undefined && visited.has(first)),
  );
  const walked = ground.length - missing.length;
  return {
    walked,
    all: ground.length,
    percent: ground.length === 0 ? 100 : Math.floor((100 * walked) / ground.length),
    missing: missing.map(({ key, at }) => ({ what: key, at, file })),
  };
}

type Growing = { readonly steps: Walkable[]; readonly branches: Walkable[] };

function addBranch(ground: Growing, key: string, at: Place, block: Block): void {
  ground.branches.push({ key, at: block[0]?.at ?? at, first: block[0]?.key });
  addBlock(ground, block);
}

function addBlock(ground: Growing, block: Block): void {
  for (const step of block) {
    ground.steps.push({ key: step.key, at: step.at });
    addBranchesOf(ground, step);
  }
}

function addBranchesOf(ground: Growing, step: Step): void {
  switch (step.verb) {
    case "choose":
      step.branches.forEach((branch, index) => {
        addBranch(ground, `${step.key}/${index + 1}`, branch.at, branch.do);
      });
      addBranch(ground, `${step.key}/otherwise`, step.at, step.otherwise);
      return;
    case "if":
      addBranch(ground, `${step.key}/then`, step.at, step.then);
      addBranch(ground, `${step.key}/else`, step.at, step.else);
      return;
    case "handoff":
      step.whileWaiting.forEach((_, index) => {
        ground.branches.push({ key: `${step.key}/while_waiting/${index + 1}`, at: step.at });
      });
      addBranch(ground, `${step.key}/if_nobody`, step.at, step.ifNobody);
      addBranch(ground, `${step.key}/when_back`, step.at, step.whenBack);
      return;
    case "split":
      step.paths.forEach(({ name }, index) => {
        addBranch(ground, `${step.key}/${name}`, step.at, step.inside[index] ?? []);
      });
      return;
    default:
      if (!("inside" in step)) return;
      for (const block of step.inside) addBlock(ground, block);
      if (step.ifFails) addBranch(ground, `${step.key}/if_fails`, step.at, step.ifFails);
  }
}
