import type { Playbook } from "../playbook/playbook.ts";
import { blocksOfPlaybook, describePlaybook } from "./describe-playbook.ts";
import { stepsByKey } from "./describe-steps.ts";
import { CHANGE_GROUPS, type ChangeGroup, type Described, type Part } from "./described.ts";
import { movedKeys } from "./moved-keys.ts";

/** One difference between two versions, as the people who talk with the playbook meet it. */
export interface Change {
  readonly is: "added" | "removed" | "changed" | "moved" | "renamed";
  readonly about: ChangeGroup;
  /** What people call it: "asks email". */
  readonly what: string;
  /** Where in the talk: "start > else"; empty for what is nowhere in it. Of the old version for what is removed. */
  readonly where: string;
  /** What is different of it: "says", "points". Whole things have one line each. */
  readonly parts: readonly { readonly label: string; readonly was?: string; readonly now?: string }[];
}

/**
 * What is different for visitors and reps between two versions of a playbook: in the order of the groups, then of the new
 * version, what is gone last. Places in the file, comments and the way in which YAML is written are no difference. Pure.
 *
 * @param was the old version. A text that was only reworded is told as changed, as far as it stands where it stood.
 */
export function changesBetween(was: Playbook, now: Playbook): readonly Change[] {
  const none: ReadonlyMap<string, string> = new Map();
  const renamed = new Map([...now.renamed].filter(([old]) => was.questions.has(old)));
  const before = new Map(blocksOfPlaybook(was).flatMap(({ steps }) => stepsByKey(steps, renamed)));
  const old = describePlaybook(was, { steps: new Map(), renamed });
  const fresh = describePlaybook(now, { steps: before, renamed: none });
  const pairs = pairsOf(old, fresh);
  const languages = languagesOf(old).filter((language) => languagesOf(fresh).includes(language));
  const isCompared = ({ language }: Part) => language === undefined || languages.includes(language);
  const moved = movedKeys(old, fresh, pairs);
  const taken = new Set(pairs.values());
  const changes = [
    ...[...renamed].map(([from, to]) =>
      change("renamed", question(to), [{ label: "name", was: from, now: to }]),
    ),
    ...fresh.flatMap((one): readonly Change[] => {
      const other = pairs.get(one);
      if (!other) return [change("added", one, oneSided(one.parts.filter(isCompared), "now"))];
      const place = moved.get(one);
      const parts = differing(other.parts.filter(isCompared), one.parts.filter(isCompared));
      return [
        ...(place ? [change("moved", one, [place])] : []),
        ...(parts.length > 0 ? [change("changed", one, parts)] : []),
      ];
    }),
    ...old
      .filter((one) => !taken.has(one))
      .map((one) => change("removed", one, oneSided(one.parts.filter(isCompared), "was"))),
  ];
  return changes.toSorted(
    (one, other) => CHANGE_GROUPS.indexOf(one.about) - CHANGE_GROUPS.indexOf(other.about),
  );
}

/** The old thing of each new one: by key, else what stood after the same step and is of the same kind. */
function pairsOf(old: readonly Described[], fresh: readonly Described[]): ReadonlyMap<Described, Described> {
  const byKey = new Map(old.map((one) => [one.key, one]));
  const pairs = new Map(
    fresh.flatMap((one): readonly [Described, Described][] => {
      const other = byKey.get(one.key);
      return other ? [[one, other]] : [];
    }),
  );
  const taken = new Set(pairs.values());
  const left = new Map<string, Described[]>();
  for (const { one, anchor } of withAnchors(old, taken)) left.set(anchor, [...(left.get(anchor) ?? []), one]);
  for (const { one, anchor } of withAnchors(fresh, new Set(pairs.keys()))) {
    const other = left.get(anchor)?.shift();
    if (other) pairs.set(one, other);
  }
  return pairs;
}

/** Steps without a partner, each with its block, its kind, and the last step before it that has one. */
function withAnchors(
  all: readonly Described[],
  paired: ReadonlySet<Described>,
): readonly { readonly one: Described; readonly anchor: string }[] {
  const last = new Map<string, string>();
  return all.flatMap((one) => {
    if (one.block === undefined) return [];
    if (paired.has(one)) {
      last.set(one.block, one.key);
      return [];
    }
    return [{ one, anchor: JSON.stringify([one.block, one.name, last.get(one.block) ?? ""]) }];
  });
}

function change(is: Change["is"], { group, name, where }: Described, parts: Change["parts"]): Change {
  return { is, about: group, what: name, where, parts };
}

function question(name: string): Described {
  return { group: "questions", key: name, name, where: "", parts: [] };
}

function oneSided(parts: readonly Part[], side: "was" | "now"): Change["parts"] {
  return parts.map(({ label, text }) => ({ label, [side]: text }));
}

function differing(was: readonly Part[], now: readonly Part[]): Change["parts"] {
  const old = new Map(was.map(({ label, text }) => [label, text]));
  const fresh = new Map(now.map(({ label, text }) => [label, text]));
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((label) => {
    const before = old.get(label);
    const after = fresh.get(label);
    if (before === after) return [];
    return [
      { label, ...(before !== undefined && { was: before }), ...(after !== undefined && { now: after }) },
    ];
  });
}

function languagesOf(all: readonly Described[]): readonly string[] {
  return [...new Set(all.flatMap(({ parts }) => parts.flatMap(({ language }) => language ?? [])))];
}
