import { child, type SourceNode, textOf } from "../problems/source-node.ts";
import type { Tone } from "../texts/template.ts";
import type { FileReader } from "./file-reader.ts";
import { isGoodName } from "./names.ts";
import type { Section } from "./playbook.ts";
import { readSteps } from "./read-steps.ts";

/** Begins the keys of the steps of `if_stuck:`, so that no section may be called so. */
export const STUCK_SECTION = "if_stuck";

export function readTalk(node: SourceNode | undefined, file: FileReader): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>();
  for (const { key, keyAt, value } of node?.entries.values() ?? []) {
    if (!isGoodName(key) || key === STUCK_SECTION) {
      file.problems.error("NAME_BAD", keyAt, `"${key}" can't be the name of a section.`);
    }
    const steps = value.kind === "map" ? child(value, "do") : value;
    const tone = readTone(child(value, "tone"));
    sections.set(key, { name: key, steps: readSteps(steps, key, file), at: keyAt, ...(tone && { tone }) });
  }
  return sections;
}

/** `tone: plain`, of a section, a topic or a site. */
export function readTone(node: SourceNode | undefined): Tone | undefined {
  return TONES.find((tone) => tone === textOf(node));
}

const TONES: readonly Tone[] = ["plain", "warm", "playful"];

export function readIfStuck(
  node: SourceNode | undefined,
  file: FileReader,
): { readonly tries: number; readonly do: Section["steps"] } | undefined {
  if (node?.kind !== "map") return undefined;
  const tries = child(node, "tries")?.json;
  return {
    tries: typeof tries === "number" ? tries : 3,
    do: readSteps(child(node, "do"), STUCK_SECTION, file),
  };
}
