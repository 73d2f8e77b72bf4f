import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { sectionState } from "../compile/names.ts";
import { SHARED } from "../machine/builder.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Verb } from "../steps/step.ts";
import { type Leaf, leavesOf, namesOf } from "./leaves.ts";
import { type Look, lookOf } from "./look.ts";

/** All that steps behind a state still look at: two places that agree in it go on alike. */
export interface Ahead {
  readonly leaves: readonly Leaf[];
  /** Names of which the whole value counts. */
  readonly whole: readonly string[];
  /** States of `ask` and `ask_again`. */
  readonly asks: readonly string[];
  /** Names that may get another value. */
  readonly writes: ReadonlySet<string>;
  /** The playbooks whose score is looked at: ours, and those that it runs. */
  readonly scores: readonly Playbook[];
  readonly teams: readonly string[];
}

/** What is ahead of several states together. */
export type AheadOf = (states: readonly string[]) => Ahead;

type Config = {
  readonly always?: readonly { readonly target?: string }[];
  readonly on?: Readonly<Record<string, readonly { readonly target?: string }[]>>;
};

/**
 * Follows the ways of a machine. What it finds is kept: there are few different places.
 *
 * @param keepScore the score counts everywhere, as if something read it at the end
 */
export function makeAhead(compiled: CompiledPlaybook, keepScore = false): AheadOf {
  const reach = makeReach(compiled);
  const kept = new Map<string, Ahead>();
  return (states) => {
    const key = states.join(" ");
    const found =
      kept.get(key) ?? gather(compiled, new Set(states.flatMap((state) => [...reach(state)])), keepScore);
    kept.set(key, found);
    return found;
  };
}

function gather(
  { steps, playbook }: CompiledPlaybook,
  states: ReadonlySet<string>,
  keepScore: boolean,
): Ahead {
  const placed = [...states]
    .flatMap((state) => steps.get(state) ?? [])
    .map((one) => ({ ...one, look: lookOf(one) }));
  const looks = placed.map(({ look }) => look);
  const ofSets = placed.flatMap(({ step, look }) => (step.verb === "set" ? [look] : []));
  const ofOthers = placed.flatMap(({ step, look }) => (step.verb === "set" ? [] : [look]));
  const leaves = new Set(looks.flatMap((look) => look.leaves));
  const whole = new Set(ofOthers.flatMap((look) => look.whole));
  const writes = new Set(looks.flatMap((look) => look.writes));
  addRead(ofSets, leaves, whole);
  // What must be known before a question is asked counts as long as that may be asked.
  for (const { asked, known } of playbook.promises?.before ?? []) {
    if (writes.has(asked)) leaves.add(knownLeaf(known));
  }
  const scores = placed.flatMap((one) => (one.look.score ? [one.playbook] : []));
  return {
    leaves: [...leaves],
    whole: [...whole],
    asks: [...states].filter((state) => isAsk(steps.get(state)?.step.verb)),
    writes,
    scores: [...new Set([...(keepScore ? [playbook] : []), ...scores])],
    teams: [...new Set(looks.flatMap(({ team }) => team ?? []))],
  };
}

function isAsk(verb: Verb | undefined): boolean {
  return verb === "ask" || verb === "ask_again";
}

/** What a `set` is worked out of counts only where something looks at what it sets. */
function addRead(sets: readonly Look[], leaves: ReadonlySet<Leaf>, whole: Set<string>): void {
  const isRead = ({ writes }: Look) =>
    writes.some((name) => whole.has(name) || [...leaves].some((leaf) => namesOf(leaf).includes(name)));
  let open = sets;
  for (let read = open.filter(isRead); read.length > 0; read = open.filter(isRead)) {
    for (const name of read.flatMap((look) => look.whole)) whole.add(name);
    open = open.filter((look) => !read.includes(look));
  }
}

const KNOWN = new Map<string, Leaf>();

function knownLeaf(name: string): Leaf {
  const leaf: Leaf = KNOWN.get(name) ?? {
    is: "test",
    name,
    operator: "known",
    value: true,
    at: { line: 1, column: 1 },
  };
  KNOWN.set(name, leaf);
  return leaf;
}

/** The states that can follow a state, itself among them. */
function makeReach(compiled: CompiledPlaybook): (state: string) => ReadonlySet<string> {
  const configs = compiled.machine.config.states as unknown as Readonly<Record<string, Config>>;
  const shared: ReadonlySet<string> = new Set(Object.values(SHARED));
  const kept = new Map<string, ReadonlySet<string>>();
  const nextOf = (state: string): readonly string[] => {
    const config = Object.hasOwn(configs, state) ? configs[state] : undefined;
    const ways = [...(config?.always ?? []), ...Object.values(config?.on ?? {}).flat()];
    const targets = ways.flatMap(({ target }) => target ?? []).filter((target) => !shared.has(target));
    const back = state.endsWith("|human") ? [state.slice(0, -"|human".length)] : [];
    return [...targets, ...back, ...anytime(compiled, state)];
  };
  return (from) => {
    const found = kept.get(from) ?? flood(from, nextOf);
    kept.set(from, found);
    return found;
  };
}

function flood(from: string, nextOf: (state: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([from]);
  for (const state of found) for (const next of nextOf(state)) found.add(next);
  return found;
}

/** Where topics, the wish for a human and `if_stuck` lead from a question. */
function anytime({ rests, playbook, topics }: CompiledPlaybook, state: string): readonly string[] {
  const rest = rests.get(state);
  if (rest?.status !== "bot") return [];
  const heard = topics.get(rest.scope) ?? playbook.topics;
  const led = heard.flatMap(({ name, goto, do: steps }) => [
    ...(goto === undefined ? [] : [sectionState(goto)]),
    ...(steps.length > 0 ? [sectionState(`anytime/${name}`)] : []),
  ]);
  const stuck = rest.question ? [sectionState(`${rest.scope}if_stuck`), sectionState("if_stuck")] : [];
  return [...led, ...stuck, sectionState(SHARED.human)];
}

/** The rules of a score that can still change, and those that cannot. */
export function splitRules({ score }: Playbook, writes: ReadonlySet<string>) {
  const isOpen = (rule: Playbook["score"][number]) =>
    leavesOf(rule.when).some((leaf) => namesOf(leaf).some((name) => writes.has(name)));
  return { open: score.filter(isOpen), settled: score.filter((rule) => !isOpen(rule)) };
}
