import type { Condition } from "../conditions/condition.ts";
import { readCondition } from "../conditions/read-condition.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import { child, type SourceNode, textOf } from "../problems/source-node.ts";
import { parseTemplate } from "../texts/parse-template.ts";
import type { Template } from "../texts/template.ts";
import { readSpan } from "../time/read-span.ts";
import type { Span } from "../time/span.ts";
import { type NamedPlace, noUses, type Uses } from "./uses.ts";

/** Reads what stands anywhere in a file (texts, conditions, spans, names) and notes what it uses. */
export interface FileReader {
  readonly problems: ProblemList;
  readonly used: Uses;
  text(node: SourceNode | undefined): Template | undefined;
  condition(node: SourceNode): Condition;
  span(node: SourceNode | undefined): Span | undefined;
  uses(what: "question" | "section" | "name", node: SourceNode | undefined): void;
  usesService(node: SourceNode): void;
  gives(node: SourceNode | undefined): void;
  values(node: SourceNode | undefined): readonly Template[];
}

export function makeFileReader(problems: ProblemList): FileReader {
  const used = noUses();
  const lists: Readonly<Record<"question" | "section" | "name", NamedPlace[]>> = {
    question: used.questions,
    section: used.sections,
    name: used.names,
  };
  const template = (node: SourceNode): Template | undefined => {
    const source = textOf(node);
    if (source === undefined || source === "") return undefined;
    const read = parseTemplate(source, node.at, node.slotsAt);
    for (const { code, at, message } of read.faults) problems.error(code, at, message);
    used.templates.push(read.template);
    return read.template;
  };
  const values = (node: SourceNode | undefined): readonly Template[] => {
    if (node === undefined) return [];
    if (node.kind === "list") return node.items.flatMap(values);
    if (node.kind === "map") return [...node.entries.values()].flatMap(({ value }) => values(value));
    if (typeof node.json !== "string") return [];
    if (node.json.includes("{{")) {
      const read = template(node);
      return read === undefined ? [] : [read];
    }
    used.bareTexts.push({ name: node.json, at: node.at });
    return [];
  };
  return {
    problems,
    used,
    text: (node) => (node === undefined ? undefined : template(plainTone(node, problems))),
    condition: (node) => {
      const condition = readCondition(node, problems);
      used.conditions.push(condition);
      return condition;
    },
    span: (node) => readSpanAt(node, problems),
    uses: (what, node) => {
      const name = textOf(node);
      if (name !== undefined && node !== undefined) lists[what].push({ name, at: node.at });
    },
    usesService: (node) => {
      const name = textOf(node);
      if (name !== undefined) used.services.push({ name, at: node.at });
    },
    gives: (node) => {
      if (node?.kind === "map") {
        for (const { key, keyAt } of node.entries.values()) used.given.push({ name: key, at: keyAt });
      }
      const name = textOf(node);
      if (name !== undefined && node !== undefined) used.given.push({ name, at: node.at });
    },
    values,
  };
}

/** `say: { plain: …, warm: … }`: this version speaks plainly to everybody. */
function plainTone(node: SourceNode, problems: ProblemList): SourceNode {
  if (node.kind !== "map") return node;
  const plain = child(node, "plain");
  if (plain === undefined) return node;
  problems.warning("NOT_BUILT_YET", node.at, 'This version says the text of "plain:", whatever the tone.');
  return plain;
}

function readSpanAt(node: SourceNode | undefined, problems: ProblemList): Span | undefined {
  const text = textOf(node);
  if (text === undefined || node === undefined) return undefined;
  const span = readSpan(text);
  if (span === undefined) {
    const message = `"${text}" is not a time span. Write it like "5 minutes" or "2 days".`;
    problems.error("SPAN_WRONG", node.at, message);
  }
  return span;
}
