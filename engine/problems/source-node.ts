import type { Value } from "../conditions/condition.ts";
import type { Place } from "./problem.ts";

/** One value of a file that a person wrote, with its place. `json` is the same without places. */
export interface SourceNode {
  readonly kind: "map" | "list" | "scalar";
  readonly json: Value;
  /** Where the value begins; for a map its first key, for a flow map or a quoted text the opening sign. */
  readonly at: Place;
  /** Behind the last character of a scalar that stands in the file, quotes included. */
  readonly to?: Place;
  /** In file order; empty unless `kind` is "map". */
  readonly entries: ReadonlyMap<string, SourceEntry>;
  /** Empty unless `kind` is "list". */
  readonly items: readonly SourceNode[];
  /** Where each `{{` of a text stands, in order. */
  readonly slotsAt: readonly Place[];
}

export interface SourceEntry {
  readonly key: string;
  readonly keyAt: Place;
  /** Behind the last character of the key, quotes included. */
  readonly keyTo?: Place;
  readonly value: SourceNode;
}

/** The value under a key of a map; undefined for anything else. */
export function child(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.entries.get(key)?.value;
}

/** A scalar as the text that stands in the file; undefined for maps, lists and nothing. */
export function textOf(node: SourceNode | undefined): string | undefined {
  if (node === undefined || node.kind !== "scalar" || node.json === null) return undefined;
  return String(node.json);
}

export function numberOf(node: SourceNode | undefined): number | undefined {
  return typeof node?.json === "number" ? node.json : undefined;
}

/** `true` and `false`; `yes` and `no`, which YAML leaves as texts, count as well. */
export function booleanOf(node: SourceNode | undefined): boolean | undefined {
  const value = node?.json;
  if (typeof value === "boolean") return value;
  if (value === "yes") return true;
  return value === "no" ? false : undefined;
}

/** A list's items, or the value itself as the only one: `on: web` and `on: [web]` mean the same. */
export function oneOrMany(node: SourceNode | undefined): readonly SourceNode[] {
  if (node === undefined || node.json === null) return [];
  return node.kind === "list" ? node.items : [node];
}
