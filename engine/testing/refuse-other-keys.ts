import { fixOfKey } from "../playbook/shape.ts";
import { didYouMean } from "../problems/did-you-mean.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import type { SourceNode } from "../problems/source-node.ts";

/** Tells of each key that is none of these. */
export function refuseOtherKeys(
  node: SourceNode | undefined,
  known: readonly string[],
  problems: ProblemList,
): void {
  if (node === undefined) return;
  for (const entry of node.entries.values()) {
    const { key, keyAt } = entry;
    if (known.includes(key)) continue;
    const message = `I don't know "${key}" here.${didYouMean(key, known)}`;
    problems.error("KEY_UNKNOWN", keyAt, message, fixOfKey(entry, known, node));
  }
}
