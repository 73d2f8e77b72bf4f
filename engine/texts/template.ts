import type { Place } from "../problems/problem.ts";

/** The closed list of filters. `money EUR` and the like carry one argument. */
export type FilterName = "lower" | "upper" | "capitalize" | "date" | "time" | "number" | "money" | "list";

/** `{{ visitor.first_name or "there" | capitalize }}`, parsed. */
export interface Slot {
  /** `["visitor", "first_name"]` */
  readonly path: readonly string[];
  /** What stands in when the value is unknown or empty; undefined when the author gave none. */
  readonly or: { readonly text: string } | { readonly path: readonly string[] } | undefined;
  readonly filters: readonly { readonly name: FilterName; readonly argument: string | undefined }[];
  /** Where its `{{` stands. */
  readonly at: Place;
}

/** A text with `{{ }}` slots, parsed once when the playbook is read. */
export interface Template {
  readonly source: string;
  readonly parts: readonly (string | Slot)[];
  readonly at: Place;
}
