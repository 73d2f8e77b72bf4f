import { didYouMean } from "../../problems/did-you-mean.ts";
import type { Problem } from "../../problems/problem.ts";
import { collectProblems } from "../../problems/problem-list.ts";
import { blocksOf } from "../../steps/index.ts";
import type { Block, CallStep } from "../../steps/step.ts";
import type { Playbook } from "../playbook.ts";
import type { Services } from "../service.ts";

/**
 * A warning for each call of a service that `services.yml` lacks: the playbook loads, and the call takes its `if_fails`.
 *
 * @returns by place
 */
export function missingServices(playbook: Playbook, services: Services): readonly Problem[] {
  const problems = collectProblems(playbook.file);
  const blocks = [
    ...[...playbook.sections.values()].map(({ steps }) => steps),
    ...playbook.topics.map((topic) => topic.do),
    playbook.ifStuck?.do ?? [],
  ];
  for (const { service, at } of blocks.flatMap(callsIn)) {
    if (services.has(service)) continue;
    const near = didYouMean(service, services.keys());
    problems.warning("SERVICE_MISSING", at, `services.yml has no "${service}".${near}`);
  }
  return problems.sorted();
}

function callsIn(block: Block): readonly CallStep[] {
  return block.flatMap((step) => [
    ...(step.verb === "call" ? [step] : []),
    ...blocksOf(step).flatMap(callsIn),
  ]);
}
