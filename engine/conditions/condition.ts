import type { Place } from "../problems/problem.ts";
import type { Formula } from "./formula.ts";
import type { Value } from "./value.ts";

export type { Value } from "./value.ts";

/**
 * `is` holds when the value equals one of the values listed (text without regard to case); for an answer with many
 * picks, when one of the picks does. `between` holds both ends. All others are false for an unknown value, but
 * `is_not`, which is true, and `known`.
 */
export type TestOperator =
  | "is"
  | "is_not"
  | "over"
  | "under"
  | "at_least"
  | "at_most"
  | "between"
  | "includes"
  | "includes_any"
  | "starts_with"
  | "ends_with"
  | "known";

/** A condition, parsed. In a file a map means all, a list of maps any, a list of values any of them. */
export type Condition =
  | { readonly is: "all"; readonly of: readonly Condition[] }
  | { readonly is: "any"; readonly of: readonly Condition[] }
  | { readonly is: "not"; readonly of: Condition }
  | {
      readonly is: "test";
      /** An answer, a fact, a variable or one of the built-in names (score, grade, open, online, page, hour, …). */
      readonly name: string;
      readonly operator: TestOperator;
      /** `is`, `is_not`, `includes_any`: the list; `between`: low and high; `known`: true or false. */
      readonly value: Value;
      readonly at: Place;
    }
  /** Holds when it comes out true; false where a value that decides is unknown. */
  | { readonly is: "formula"; readonly formula: Formula };
