import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface LabelledText {
  readonly text: string;
  readonly intent: string;
}

export interface EntitySample {
  readonly text: string;
  readonly entities: Readonly<Record<string, readonly string[]>>;
}

/** The lines of `<folder>/<set>/<part>.jsonl`; undefined where it is not there. */
export function readSet<T>(folder: string, set: string, part: "train" | "test"): readonly T[] | undefined {
  const file = join(folder, set, `${part}.jsonl`);
  if (!existsSync(file)) return undefined;
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

/** The texts by intent, the first `most` of each. */
export function byIntent(
  rows: readonly LabelledText[],
  most = Number.POSITIVE_INFINITY,
): readonly { readonly name: string; readonly phrases: readonly string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { text, intent } of rows) {
    const group = groups.get(intent) ?? [];
    if (group.length < most) group.push(text);
    groups.set(intent, group);
  }
  return [...groups].map(([name, phrases]) => ({ name, phrases }));
}
