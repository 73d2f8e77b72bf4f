import type { Value } from "../conditions/condition.ts";
import type { ServiceAnswer } from "../testing/test-file.ts";

/** One thing that happens to a conversation from outside, as a test would write it down. */
export type Act =
  | { readonly is: "user"; readonly text: string }
  /** The buttons of a question for these values. */
  | { readonly is: "tap"; readonly question: string; readonly picks: readonly Value[] }
  | { readonly is: "file"; readonly name: string }
  /** Time passes until this clock rings. */
  | { readonly is: "clock"; readonly clock: string; readonly index: number }
  | { readonly is: "rep"; readonly does: "joins" | "leaves" | "vanishes" }
  | { readonly is: "rep"; readonly does: "closes"; readonly outcome: string }
  | { readonly is: "service"; readonly service: string; readonly answer: ServiceAnswer };
