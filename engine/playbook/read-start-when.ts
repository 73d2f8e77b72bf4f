import { child, numberOf, oneOrMany, type SourceNode, textOf } from "../problems/source-node.ts";
import type { FileReader } from "./file-reader.ts";
import { type StartRule, VISIT_NAMES } from "./playbook.ts";
import { readChannels } from "./read-anytime.ts";
import { readHours } from "./read-hours.ts";
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
      const written = oneOrMany(child(line, name)).flatMap((value) => textOf(value) ?? []);
      const values = name === "returning" ? written.map((word) => YES_NO.get(word) ?? word) : written;
      return values.length === 0 ? [] : [{ name, values }];
    }),
    hours: readHours(child(line, "hours"), file.problems),
    open: oneOrMany(child(line, "open")).flatMap((team) => {
      const name = textOf(team);
      return name === undefined ? [] : [{ name, at: team.at }];
    }),
    priority: numberOf(child(line, "priority")) ?? 0,
    at: line.at,
  }));
}

/** YAML keeps `yes` as a text; what is known of a visit is true or false. */
const YES_NO = new Map([
  ["yes", "true"],
  ["no", "false"],
]);

function readGive(node: SourceNode | undefined, file: FileReader): StartRule["give"] {
  file.gives(node);
  return [...(node?.entries.values() ?? [])].flatMap(({ key, keyAt, value }) => {
    checkName(key, keyAt, file);
    const theirs = textOf(value);
    return theirs === undefined ? [] : [{ ours: key, theirs }];
  });
}
