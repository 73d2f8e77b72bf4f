import type { ProblemCode } from "../problems/codes.ts";
import { HINTS } from "../problems/codes.ts";
import type { Place, Problem } from "../problems/problem.ts";
import type { Shown } from "./conversation-of.ts";

/** What walking a playbook has found wrong with it. */
export interface Finding {
  readonly code: ProblemCode;
  readonly severity: Problem["severity"];
  readonly message: string;
  readonly at: Place;
  /** The shortest conversation that shows it; undefined where what is wrong is that something never happens. */
  readonly shown: Shown | undefined;
}

/** The finding as a problem of the playbook's file. */
export function problemOf({ code, severity, message, at }: Finding, file: string): Problem {
  return { code, severity, message, at, file, hint: HINTS[code] };
}
