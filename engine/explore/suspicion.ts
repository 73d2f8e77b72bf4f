import type { Place } from "../problems/problem.ts";
import type { Finding } from "./finding.ts";
import type { Arrival } from "./walk.ts";

/** A finding before its conversation was held. Of all that are about one thing the first is kept: its way is the shortest. */
export interface Suspicion extends Pick<Finding, "code" | "severity" | "message"> {
  readonly about: string;
  readonly at: Place;
  /** Undefined where what is wrong is that something never happens. */
  readonly here: Arrival["at"] | undefined;
}
