import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { type Graph, type GraphNode, graphOf } from "./graph.ts";

/** Formats in which a playbook's diagram can be written. */
export const GRAPH_FORMATS = ["mermaid", "dot", "xstate"] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/** The diagram of a playbook as text: for Mermaid, for Graphviz, or the machine itself as JSON for XState's tools. */
export function drawPlaybook(compiled: CompiledPlaybook, format: GraphFormat): string {
  switch (format) {
    case "mermaid":
      return mermaid(graphOf(compiled));
    case "dot":
      return dot(graphOf(compiled));
    case "xstate":
      return JSON.stringify(xstate(compiled), undefined, 2);
  }
}

function mermaid({ title, sections, edges }: Graph): string {
  const ids = idsOf(sections.flatMap(({ nodes }) => nodes));
  const id = (key: string) => ids.get(key) ?? "";
  const lines = sections.flatMap(({ name, nodes }, index) => [
    `  subgraph s${index}["${escaped(name)}"]`,
    ...nodes.map((node) => `    ${id(node.id)}${shapeOf(node, `"${escaped(node.label)}"`)}`),
    "  end",
  ]);
  const ways = edges.map(({ from, to, label }) => {
    const text = label === "" ? "" : `|"${escaped(label)}"|`;
    return `  ${id(from)} -->${text} ${id(to)}`;
  });
  return [`---`, `title: ${JSON.stringify(title)}`, `---`, "flowchart TD", ...lines, ...ways, ""].join("\n");
}

/** Keys hold signs that diagrams do not take as names. */
function idsOf(nodes: readonly GraphNode[]): ReadonlyMap<string, string> {
  return new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
}

function shapeOf({ verb }: GraphNode, text: string): string {
  if (verb === "end") return `([${text}])`;
  if (verb === "choose" || verb === "if" || verb === "split") return `{${text}}`;
  return verb === "ask" || verb === "ask_again" || verb === "change_answer" ? `[/${text}/]` : `[${text}]`;
}

/** Mermaid reads `#quot;` as a quote; a `#` of its own would begin such a sign. */
function escaped(text: string): string {
  return text
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll("<", "#lt;")
    .replaceAll(">", "#gt;");
}

const DOT_SHAPES: Readonly<Record<string, string>> = {
  end: "oval",
  choose: "diamond",
  if: "diamond",
  split: "diamond",
  ask: "parallelogram",
};

function dot({ title, sections, edges }: Graph): string {
  const quoted = (text: string) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  const clusters = sections.flatMap(({ name, nodes }, index) => [
    `  subgraph cluster_${index} {`,
    `    label=${quoted(name)};`,
    ...nodes.map(
      ({ id, verb, label }) =>
        `    ${quoted(id)} [label=${quoted(label)}, shape=${DOT_SHAPES[verb] ?? "box"}];`,
    ),
    "  }",
  ]);
  const ways = edges.map(({ from, to, label }) => {
    const text = label === "" ? "" : ` [label=${quoted(label)}]`;
    return `  ${quoted(from)} -> ${quoted(to)}${text};`;
  });
  return [
    `digraph ${quoted(title)} {`,
    "  rankdir=TB;",
    "  node [fontname=Helvetica];",
    ...clusters,
    ...ways,
    "}",
    "",
  ].join("\n");
}

type Ways = readonly { readonly target?: string; readonly guard?: unknown }[];

/** The machine without its functions: states, ways and what rests where; guards are told by their number. */
function xstate({ machine, rests }: CompiledPlaybook): object {
  const states = machine.config.states as unknown as Readonly<
    Record<string, { always?: Ways; on?: Readonly<Record<string, Ways>>; tags?: readonly string[] }>
  >;
  const ways = (list: Ways, name: string) =>
    list.map(({ target, guard }, index) => ({
      ...(target !== undefined && { target }),
      ...(guard !== undefined && { guard: `${name}/${index + 1}` }),
    }));
  return {
    id: "parley",
    initial: machine.config.initial,
    states: Object.fromEntries(
      Object.entries(states).map(([name, { always, on, tags }]) => [
        name,
        {
          ...(always && { always: ways(always, name) }),
          ...(on && {
            on: Object.fromEntries(
              Object.entries(on).map(([event, list]) => [event, ways(list, `${name} ${event}`)]),
            ),
          }),
          ...(tags && tags.length > 0 && { tags }),
          ...(rests.has(name) && { description: rests.get(name)?.status }),
        },
      ]),
    ),
  };
}
