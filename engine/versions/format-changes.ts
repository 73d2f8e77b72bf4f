import type { Change } from "./changes.ts";
import { CHANGE_GROUPS, type ChangeGroup } from "./described.ts";

const HEADINGS: Readonly<Record<ChangeGroup, string>> = {
  playbook: "Playbook",
  start: "When it starts",
  steps: "Steps",
  questions: "Questions",
  topics: "At any time",
  silence: "Silence, and visitors who are stuck",
  score: "Score",
  lead: "Lead",
  promises: "Promises",
};

/** Changes as lines for people, under a heading for each group. */
export function formatChanges(changes: readonly Change[]): readonly string[] {
  return CHANGE_GROUPS.flatMap((group) => {
    const its = changes.filter(({ about }) => about === group);
    return its.length === 0 ? [] : [`  ${HEADINGS[group]}`, ...its.flatMap(linesOf)];
  });
}

function linesOf({ is, what, where, parts }: Change): readonly string[] {
  const place = where === "" || is === "moved" ? "" : `  (${where})`;
  return [`    ${is.padEnd(8)} ${what}${place}`, ...parts.flatMap((part) => partLines(is, part))];
}

/** What is there on one side only is named once; what differs stands as it was above what it is. */
function partLines(is: Change["is"], { label, was, now }: Change["parts"][number]): readonly string[] {
  if (is === "added" || is === "removed") return [`               ${label}: ${inLine(now ?? was)}`];
  return [
    `               ${label}  was: ${inLine(was)}`,
    `               ${" ".repeat(label.length)}  now: ${inLine(now)}`,
  ];
}

function inLine(text: string | undefined): string {
  return text === undefined ? "nothing" : text.trim().replaceAll(/\s*\n\s*/g, " / ");
}
