import {
  applyFixes,
  type Problem,
  readPlaybook,
  readServices,
  readSite,
  readTests,
} from "../../engine/index.ts";
import type { SiteFile } from "./site-files.ts";

const READ: Readonly<Record<SiteFile["kind"], (text: string, file: string) => readonly Problem[]>> = {
  playbook: (text, file) => readPlaybook(text, file).problems,
  tests: (text, file) => readTests(text, file).problems,
  // Only with its playbook can it be read, and nothing in it is safe to mend.
  texts: () => [],
  site: (text, file) => readSite(text, file).problems,
  services: (text, file) => readServices(text, file).problems,
};

/** One fix can bring another to light; more rounds than this are not worth the wait. */
const MOST_ROUNDS = 20;

/** The text of a file with all that is safe to mend mended; a second time there is nothing left to do. */
export function fixSiteFile({ kind, file, text }: SiteFile): {
  readonly text: string;
  readonly applied: number;
} {
  let [now, applied] = [text, 0];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixed = applyFixes(now, READ[kind](now, file));
    if (fixed.applied === 0) break;
    now = fixed.text;
    applied += fixed.applied;
  }
  return { text: now, applied };
}
