import type { Playbook } from "../playbook/playbook.ts";
import { blocksOf } from "../steps/index.ts";
import type { Block } from "../steps/step.ts";

/** Names of the playbooks that this one runs, each once, sorted. Those that they run in turn are not among them. */
export function runsOf(playbook: Playbook): readonly string[] {
  const found = new Set<string>();
  const visit = (block: Block): void => {
    for (const step of block) {
      if (step.verb === "run") found.add(step.playbook);
      blocksOf(step).forEach(visit);
    }
  };
  for (const { steps } of playbook.sections.values()) visit(steps);
  for (const topic of playbook.topics) visit(topic.do);
  if (playbook.ifStuck) visit(playbook.ifStuck.do);
  return [...found].toSorted();
}
