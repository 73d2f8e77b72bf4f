import type { Value } from "../conditions/condition.ts";
import type { SourceEntry, SourceNode } from "../problems/source-node.ts";

/**
 * The keys of site.yml that may also be set elsewhere, joined by dots; `*` stands for a name that people choose. A key is set
 * as a whole: a team's hours, not one day of them.
 */
export const SETTABLE = [
  "name",
  "bot.name",
  "tone",
  "time_zone",
  "origins",
  "teams.*.people",
  "teams.*.hours",
  "teams.*.holidays",
  "teams.*.time_zone",
  "teams.*.limit",
  "teams.*.first_answer",
  "teams.*.supervisor",
  "defaults.human.team",
  "defaults.human.answer_within",
  "handoff.person_for",
  "handoff.team_for",
  "handoff.reply_within",
  "handoff.transfer_within",
  "handoff.route_by",
  "handoff.owner_first",
  "handoff.mail",
  "consent.required",
  "consent.text",
  "retention.leads",
  "retention.unqualified",
  "webhooks.*",
  "confirm_addresses",
  "widget.color",
  "widget.position",
  "widget.launcher",
] as const;

/** Values by key, as site.yml would have them. */
export type SiteSettings = Readonly<Record<string, Value>>;

/** What site.yml says of a key. */
export interface FileSetting {
  readonly value: Value;
  /** Of the key, from 1. */
  readonly line: number;
}

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/** Whether the key may be set elsewhere, when site.yml does not set it. */
export function isSettable(key: string): boolean {
  const path = key.split(".");
  return SETTABLE.some((pattern) => {
    const wanted = pattern.split(".");
    return (
      wanted.length === path.length &&
      wanted.every((part, at) => (part === "*" ? NAME.test(path[at] ?? "") : part === path[at]))
    );
  });
}

/** The settable keys that a file sets. */
export function settingsIn(root: SourceNode): ReadonlyMap<string, FileSetting> {
  const found = new Map<string, FileSetting>();
  for (const pattern of SETTABLE) collect(root, pattern.split("."), [], found);
  return found;
}

function collect(
  node: SourceNode,
  [part, ...rest]: readonly string[],
  before: readonly string[],
  found: Map<string, FileSetting>,
): void {
  const entries = part === "*" ? [...node.entries.values()] : [node.entries.get(part ?? "")];
  for (const entry of entries) {
    if (entry === undefined || (entry.value.kind === "scalar" && entry.value.json === null)) continue;
    const path = [...before, entry.key];
    if (rest.length > 0) collect(entry.value, rest, path, found);
    else found.set(path.join("."), { value: entry.value.json, line: entry.keyAt.line });
  }
}

/** The file with the settings that it does not have itself. */
export function withSettings(root: SourceNode, settings: SiteSettings): SourceNode {
  const own = settingsIn(root);
  let whole = root;
  for (const [key, value] of Object.entries(settings)) {
    if (isSettable(key) && !own.has(key)) whole = withEntry(whole, key.split("."), value);
  }
  return whole;
}

/** A file in which nothing stands. */
export function emptySource(): SourceNode {
  return nodeOf({});
}

function withEntry(node: SourceNode, [name = "", ...rest]: readonly string[], value: Value): SourceNode {
  const before = node.entries.get(name);
  const inner = before?.value.kind === "map" ? before.value : nodeOf({});
  const added = rest.length === 0 ? nodeOf(value) : withEntry(inner, rest, value);
  const entry: SourceEntry = { ...(before ?? { key: name, keyAt: NOWHERE }), value: added };
  const entries = new Map([...node.entries, [name, entry]]);
  return { ...node, entries, json: jsonOf(entries) };
}

/** What no file holds has no place in one. */
const NOWHERE = { line: 1, column: 1 };

function nodeOf(json: Value): SourceNode {
  const bare = { json, at: NOWHERE, entries: new Map(), items: [], slotsAt: [] };
  if (Array.isArray(json)) return { ...bare, kind: "list", items: json.map(nodeOf) };
  if (typeof json !== "object" || json === null) return { ...bare, kind: "scalar" };
  const entries = new Map(
    Object.entries(json).map(([key, value]): [string, SourceEntry] => [
      key,
      { key, keyAt: NOWHERE, value: nodeOf(value) },
    ]),
  );
  return { ...bare, kind: "map", entries, json: jsonOf(entries) };
}

/** Without a prototype, as the reader of files makes them: no name means anything but itself. */
function jsonOf(entries: ReadonlyMap<string, SourceEntry>): Value {
  const json = Object.create(null) as { [key: string]: Value };
  for (const [key, { value }] of entries) json[key] = value.json;
  return json;
}
