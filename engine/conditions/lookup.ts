import type { Value } from "./value.ts";

/** The value of an answer, a fact, a variable or a built-in name; undefined when unknown. */
export type Lookup = (name: string) => Value | undefined;

/** Walks `["meeting_time", "id"]`: own keys only, so that no name reaches a prototype. */
export function lookUp(lookup: Lookup, path: readonly string[]): Value | undefined {
  const [root, ...keys] = path;
  let value = root === undefined ? undefined : lookup(root);
  for (const key of keys) {
    if (value === null || typeof value !== "object" || Array.isArray(value) || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = (value as { readonly [key: string]: Value })[key];
  }
  return value ?? undefined;
}

/** Nothing that a text could show: unknown, an empty text or list. 0 and false are something. */
export function isEmpty(value: Value | undefined): value is undefined | null {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
