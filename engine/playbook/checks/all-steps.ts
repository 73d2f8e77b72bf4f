import { blocksOf } from "../../steps/index.ts";
import type { Block, Step } from "../../steps/step.ts";
import type { Playbook } from "../playbook.ts";

/** Every step of a playbook, those of topics and of `if_stuck` too, and whether it lies in a loop. */
export function* allSteps(playbook: Playbook): Generator<{ readonly step: Step; readonly inLoop: boolean }> {
  for (const { steps } of playbook.sections.values()) yield* stepsOf(steps, false);
  for (const topic of playbook.topics) yield* stepsOf(topic.do, false);
  if (playbook.ifStuck !== undefined) yield* stepsOf(playbook.ifStuck.do, false);
}

function* stepsOf(block: Block, inLoop: boolean): ReturnType<typeof allSteps> {
  for (const step of block) {
    yield { step, inLoop };
    const loops = inLoop || step.verb === "for_each" || step.verb === "repeat";
    for (const inner of blocksOf(step)) yield* stepsOf(inner, loops);
  }
}
