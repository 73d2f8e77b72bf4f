import type { FileReader } from "../file-reader.ts";
import type { Playbook } from "../playbook.ts";
import { checkCircles } from "./circles.ts";
import { checkConsents } from "./consents.ts";
import { checkFlow } from "./flow.ts";
import { checkNames } from "./names.ts";
import { checkEnds, checkUnused } from "./promised.ts";
import { checkSteps } from "./steps.ts";

/** All that can be told of a playbook as a whole, once it is read. */
export function checkPlaybook(playbook: Playbook, file: FileReader): void {
  checkNames(playbook, file);
  checkFlow(playbook, file);
  checkConsents(playbook, file);
  checkCircles(playbook, file);
  checkSteps(playbook, file);
  checkEnds(playbook, file);
  checkUnused(playbook, file);
}
