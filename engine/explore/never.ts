import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { blocksOf } from "../steps/index.ts";
import type { Block, Step } from "../steps/step.ts";
import { type Ground, groundOf } from "../testing/coverage.ts";
import type { Suspicion } from "./suspicion.ts";

/** Steps that no path reaches and ways that none takes. Only to be told of a playbook that was walked whole. */
export function neverWalked(
  { playbook }: CompiledPlaybook,
  visited: Pick<ReadonlySet<string>, "has">,
): readonly Suspicion[] {
  const { steps, branches } = ownGround(playbook);
  const wasWalked = ({ key, first }: (typeof branches)[number]) =>
    visited.has(key) || (first !== undefined && visited.has(first));
  const ways = branches.filter((branch) => !wasWalked(branch));
  const inWays = new Set(ways.flatMap(({ first }) => first ?? []));
  const alone = steps.filter((step) => !visited.has(step.key) && !inWays.has(step.key));
  return [
    ...ways.map(
      ({ key, at }): Suspicion => ({
        code: "WAY_NEVER_TAKEN",
        severity: "warning",
        about: key,
        message: `No conversation ever takes this way (${key}).`,
        at,
        here: undefined,
      }),
    ),
    ...alone.map(
      ({ key, at }): Suspicion => ({
        code: "STEP_NEVER_REACHED",
        severity: "warning",
        about: key,
        message: `No conversation ever comes to this step (${key}).`,
        at,
        here: undefined,
      }),
    ),
  ];
}

/** What an author wrote: without what every playbook has. */
export function ownGround(playbook: Playbook): Ground {
  const { steps, branches } = groundOf(ownPart(playbook));
  const isWritten = ({ at }: Ground["steps"][number]) => at.line > 1;
  return { steps: steps.filter(isWritten), branches: branches.filter(isWritten) };
}

/** Without the sections that every playbook has. */
function ownPart(playbook: Playbook): Playbook {
  const sections = [...playbook.sections].filter(([name]) => !name.startsWith("§"));
  return { ...playbook, sections: new Map(sections) };
}

/** Branches that do the same on every side, so that what they test makes no difference. */
export function sameOnAllSides({ playbook }: CompiledPlaybook): readonly Suspicion[] {
  const blocks = [...ownPart(playbook).sections.values()].map((section) => section.steps);
  return [...blocks, ...playbook.topics.map((topic) => topic.do), playbook.ifStuck?.do ?? []]
    .flatMap((block) => block.flatMap(withInner))
    .flatMap((step): readonly Suspicion[] => {
      const sides = sidesOf(step).map(shapeOf);
      if (sides.length < 2 || sides.some((side) => side !== sides[0])) return [];
      return [
        {
          code: "WAYS_ARE_THE_SAME",
          severity: "warning",
          about: step.key,
          message: "All ways of this step do the same, so it makes no difference what it tests.",
          at: step.at,
          here: undefined,
        },
      ];
    });
}

function withInner(step: Step): readonly Step[] {
  return [step, ...blocksOf(step).flatMap((block) => block.flatMap(withInner))];
}

function sidesOf(step: Step): readonly Block[] {
  if (step.verb === "choose") return [...step.branches.map((branch) => branch.do), step.otherwise];
  if (step.verb === "if") return [step.then, step.else];
  return step.verb === "split" ? step.inside : [];
}

/** A block without the names and places of its steps. */
function shapeOf(block: Block): string {
  return JSON.stringify(block, (name, value: unknown) =>
    name === "key" || name === "at" ? undefined : value,
  );
}
