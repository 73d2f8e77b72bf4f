import type { Playbook } from "../playbook/playbook.ts";
import type { Library } from "./inline.ts";

/**
 * Every team that a playbook, or one that it may run, hands off to or names in a condition; "" is the one for "I want a
 * human". Without a site.yml they are open.
 */
export function teamsOf(playbook: Playbook, library: Library): readonly string[] {
  const teams = new Set<string>();
  for (const { sections, topics, ifStuck } of [playbook, ...library.values()]) {
    gather([...sections.values(), topics, ifStuck], teams);
  }
  return [...teams];
}

/** Steps and conditions are plain data: a handoff is known by its verb, a test by its name. */
function gather(value: unknown, teams: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) gather(item, teams);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if ("verb" in value && value.verb === "handoff" && "team" in value) teams.add(String(value.team));
  if (
    "is" in value &&
    value.is === "test" &&
    "name" in value &&
    "value" in value &&
    LOOKS_AT_TEAMS.has(value.name)
  ) {
    for (const team of [value.value].flat()) if (typeof team === "string") teams.add(team);
  }
  for (const inner of Object.values(value)) gather(inner, teams);
}

const LOOKS_AT_TEAMS: ReadonlySet<unknown> = new Set(["open", "online"]);
