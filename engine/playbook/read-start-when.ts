import { child, numberOf, oneOrMany, type SourceNode, textOf } from "../problems/source-node.ts";
import type { FileReader } from "./file-reader.ts";
import { type StartRule, VISIT_NAMES } from "./playbook.ts";
import { readChannels } from "./read-anytime.ts";
import { checkName } from "./read-questions.ts";

/** The lines of `start_when:`; any one of them starts the playbook. */
export function readStartWhen(node: SourceNode | undefined, file: FileReader): readonly StartRule[] {
  return oneOrMany(node).map((line) => ({
    page: oneOrMany(child(line, "page")).flatMap((glob) => textOf(glob) ?? []),
    event: textOf(child(line, "event")),
    after: file.span(child(line, "after")),
    on: readChannels(line),
    give: readGive(child(line, "give"), file),
    notSeenFor: file.span(child(line, "not_seen_for")),
    visit: VISIT_NAMES.flatMap((name) => {
      const values = oneOrMany(child(line, name)).flatMap((value) => textOf(value) ?? []);
      return values.length === 0 ? [] : [{ name, values }];
    }),
    priority: numberOf(child(line, "priority")) ?? 0,
    at: line.at,
  }));
}

function readGive(node: SourceNode | undefined, file: FileReader): StartRule["give"] {
  file.gives(node);
  return [...(node?.entries.values() ?? [])].flatMap(({ key, keyAt, value }) => {
    checkName(key, keyAt, file);
    const theirs = textOf(value);
    return theirs === undefined ? [] : [{ ours: key, theirs }];
  });
}
