import { type CompiledPlaybook, compilePlaybook } from "../compile/compile-playbook.ts";
import type { Playbook } from "../playbook/playbook.ts";
import { HINTS } from "../problems/codes.ts";
import type { Problem } from "../problems/problem.ts";
import { type ExploreWorld, explore } from "./explore.ts";
import { problemOf } from "./finding.ts";

/** Enough for playbooks of thirty questions, in a second or two. */
const MOST_SPOTS = 3000;

/** What a change may not break, in every playbook of a folder: see `proveOne`. */
export function prove(playbooks: readonly Playbook[], world: ExploreWorld): readonly Problem[] {
  const library = new Map(playbooks.map((playbook) => [playbook.name, playbook]));
  return playbooks.flatMap((playbook) => proveOne(compilePlaybook(playbook, "proof", library), world));
}

/**
 * Broken promises, dead ends, handoffs that lead nowhere. Where a playbook with promises is too large to be walked whole
 * here, that is a warning; `parley explore` goes further.
 */
export function proveOne(compiled: CompiledPlaybook, world: ExploreWorld): readonly Problem[] {
  const { playbook } = compiled;
  const { findings, limits } = explore(compiled, world, { mostSpots: MOST_SPOTS, errorsOnly: true });
  const errors = findings
    .filter(({ severity }) => severity === "error")
    .map((finding) => problemOf(finding, playbook.file));
  const { promises } = playbook;
  if (promises === undefined || limits.length === 0) return errors;
  const unproved: Problem = {
    code: "NOT_FULLY_EXPLORED",
    severity: "warning",
    message: `These promises are proved only in part: ${limits.join("; ")}.`,
    hint: HINTS.NOT_FULLY_EXPLORED,
    file: playbook.file,
    at: promises.at,
  };
  return [...errors, unproved];
}
