import { child, numberOf, oneOrMany, type SourceNode, textOf } from "../problems/source-node.ts";
import type { FileReader } from "./file-reader.ts";
import type { Playbook, Promises } from "./playbook.ts";

export function readPromises(node: SourceNode | undefined, file: FileReader): Promises | undefined {
  if (node?.kind !== "map") return undefined;
  const before = [...(child(node, "before")?.entries.values() ?? [])].flatMap(({ key, keyAt, value }) => {
    file.used.names.push({ name: key, at: keyAt });
    file.uses("name", value);
    const known = textOf(value);
    return known === undefined ? [] : [{ asked: key, known, at: keyAt }];
  });
  const ends = oneOrMany(child(node, "ends_in")).flatMap((item) => {
    const name = textOf(item);
    return name === undefined ? [] : [{ name, at: item.at }];
  });
  file.used.promisedEnds.push(...ends);
  return {
    endsIn: ends.map(({ name }) => name),
    before,
    atMostQuestions: numberOf(child(child(node, "at_most"), "questions")),
    everyHandoffCanFallBack: node.entries.has("every_handoff"),
    at: node.at,
  };
}

export function readLead(node: SourceNode | undefined, file: FileReader): Playbook["lead"] {
  const uniqueBy = child(node, "unique_by");
  file.uses("name", uniqueBy);
  const fields = [...(child(node, "fields")?.entries.values() ?? [])].flatMap(({ key, value }) => {
    file.uses("name", value);
    const ours = textOf(value);
    return ours === undefined ? [] : [{ theirs: key, ours }];
  });
  return { uniqueBy: textOf(uniqueBy), fields };
}

/** Old name to new name of questions. */
export function readRenamed(node: SourceNode | undefined, file: FileReader): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const { key, value } of node?.entries.values() ?? []) {
    file.uses("question", value);
    const now = textOf(value);
    if (now !== undefined) renamed.set(key, now);
  }
  return renamed;
}
