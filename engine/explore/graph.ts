import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { SHARED } from "../machine/builder.ts";
import type { Step } from "../steps/step.ts";
import { conditionText } from "./condition-text.ts";

/** The diagram of a playbook: one step, one node. */
export interface Graph {
  readonly title: string;
  readonly sections: readonly { readonly name: string; readonly nodes: readonly GraphNode[] }[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** The step's key. */
  readonly id: string;
  readonly verb: string;
  readonly label: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Empty for the plain way on. */
  readonly label: string;
}

type Config = {
  readonly always?: readonly { readonly target?: string }[];
  readonly on?: Readonly<Record<string, readonly { readonly target?: string }[]>>;
};

/**
 * The ways of a playbook's machine as its author thinks of them: without what every question hears besides its answer.
 * What a `goto` leads to is drawn from the step before it, and runs are drawn with their steps.
 */
export function graphOf(compiled: CompiledPlaybook): Graph {
  const { steps, playbook, machine } = compiled;
  const configs = machine.config.states as unknown as Readonly<Record<string, Config>>;
  const isDrawn = (state: string) =>
    !state.startsWith("§") && steps.get(state)?.step.verb !== "goto" && steps.has(state);
  /** Where a way leads that passes over what is not drawn: openings of sections, `goto`. */
  const landing = (state: string, seen: ReadonlySet<string> = new Set()): readonly string[] => {
    if (isDrawn(state)) return [state];
    if (seen.has(state) || !Object.hasOwn(configs, state)) return [];
    const last = configs[state]?.always?.at(-1)?.target;
    return last === undefined ? [] : landing(last, new Set([...seen, state]));
  };
  const drawn = [...steps]
    .filter(([state]) => isDrawn(state))
    .toSorted(([, one], [, other]) => inFile(one.step, other.step));
  const edges = drawn.flatMap(([state, { step }]) =>
    waysOf(step, Object.hasOwn(configs, state) ? configs[state] : undefined).flatMap(({ target, label }) =>
      landing(target).map((to): GraphEdge => ({ from: state, to, label })),
    ),
  );
  const names = [...new Set(drawn.map(([, { section }]) => section))];
  const inOrder = [...playbook.sections.keys()].filter((name) => names.includes(name));
  return {
    title: playbook.title === "" ? playbook.name : playbook.title,
    sections: [...inOrder, ...names.filter((name) => !inOrder.includes(name))].map((name) => ({
      name,
      nodes: drawn
        .filter(([, { section }]) => section === name)
        .map(([id, { step }]) => ({ id, verb: step.verb, label: labelOf(step) })),
    })),
    edges: [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()],
  };
}

function inFile(one: Step, other: Step): number {
  return one.at.line - other.at.line || one.at.column - other.at.column;
}

interface NamedWay {
  readonly target: string;
  readonly label: string;
}

function waysOf(step: Step, config: Config | undefined): readonly NamedWay[] {
  const shared: ReadonlySet<string> = new Set(Object.values(SHARED));
  const targets = (config?.always ?? []).flatMap(({ target }) => target ?? []);
  const labels = labelsOf(step);
  return targets
    .filter((target) => !shared.has(target))
    .map((target, index) => ({ target, label: labels[index] ?? "" }));
}

/** In the order of the machine's ways. */
function labelsOf(step: Step): readonly string[] {
  switch (step.verb) {
    case "choose":
      return [...step.branches.map((branch) => conditionText(branch.when)), "otherwise"];
    case "if":
      return [conditionText(step.when), "else"];
    case "split":
      return step.paths.map(({ name }) => name);
    case "handoff":
      return ["back", "nobody"];
    case "call":
      return ["fails", ""];
    default:
      return [];
  }
}

const LONGEST = 60;

function labelOf(step: Step): string {
  const text = textOf(step).replace(/\s+/g, " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function textOf(step: Step): string {
  switch (step.verb) {
    case "say":
      return `say: ${step.text.source}`;
    case "say_one_of":
      return `say one of: ${step.texts[0]?.source ?? ""}`;
    case "ask":
    case "ask_again":
      return `${step.verb.replace("_", " ")}: ${step.question}`;
    case "handoff":
      return `handoff: ${step.team}`;
    case "call":
      return `call: ${step.service}`;
    case "end":
      return `end: ${step.outcome}`;
    case "run":
      return `run: ${step.playbook}`;
    case "set":
      return `set: ${step.values.map(({ name }) => name).join(", ")}`;
    case "tag":
      return `tag: ${step.tags.join(", ")}`;
    case "change_answer":
      return `change: ${step.questions.join(", ")}`;
    case "split":
      return `split: ${step.test}`;
    default:
      return step.verb.replaceAll("_", " ");
  }
}
