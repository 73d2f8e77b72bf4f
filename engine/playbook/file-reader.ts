import type { Condition } from "../conditions/condition.ts";
import type { Formula } from "../conditions/formula.ts";
import { readCondition, readFormula } from "../conditions/read-condition.ts";
import type { Fix } from "../problems/problem.ts";
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
  formula(node: SourceNode): Formula | undefined;
  span(node: SourceNode | undefined): Span | undefined;
  uses(what: "question" | "section" | "name" | "purpose", node: SourceNode | undefined): void;
  usesService(node: SourceNode): void;
  gives(node: SourceNode | undefined): void;
  values(node: SourceNode | undefined): readonly Template[];
}

export function makeFileReader(problems: ProblemList): FileReader {
  const used = noUses();
  const lists: Readonly<Record<"question" | "section" | "name" | "purpose", NamedPlace[]>> = {
    question: used.questions,
    section: used.sections,
    name: used.names,
    purpose: used.purposes,
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
    text: (node) => (node === undefined ? undefined : tonedTemplate(node, template)),
    condition: (node) => {
      const condition = readCondition(node, problems);
      used.conditions.push(condition);
      return condition;
    },
    formula: (node) => {
      const formula = readFormula(node, problems);
      if (formula !== undefined) used.conditions.push({ is: "formula", formula });
      return formula;
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

/** `say: { plain: …, warm: … }` */
function tonedTemplate(
  node: SourceNode,
  template: (node: SourceNode) => Template | undefined,
): Template | undefined {
  const plain = child(node, "plain");
  if (node.kind !== "map" || plain === undefined) return template(node);
  const [read, warm, playful] = [plain, child(node, "warm"), child(node, "playful")].map(
    (text) => text && template(text),
  );
  return read && { ...read, tones: { ...(warm && { warm }), ...(playful && { playful }) } };
}

function readSpanAt(node: SourceNode | undefined, problems: ProblemList): Span | undefined {
  const text = textOf(node);
  if (text === undefined || node === undefined) return undefined;
  const span = readSpan(text);
  if (span === undefined) {
    const message = `"${text}" is not a time span. Write it like "5 minutes" or "2 days".`;
    problems.error("SPAN_WRONG", node.at, message, fixOfSpan(text, node));
  }
  return span;
}

const SHORT_UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(s|secs?)$/i, "second"],
  [/^mins?$/i, "minute"],
  [/^(h|hrs?)$/i, "hour"],
  [/^d$/i, "day"],
  [/^(w|wks?)$/i, "week"],
];

/** "5min" is clear; "5m" may be minutes or months. */
function fixOfSpan(text: string, { at, to }: SourceNode): Fix | undefined {
  const [, amount = "", unit = ""] = /^(\d{1,6}) ?([a-z]+)\.?$/i.exec(text.trim()) ?? [];
  const long = SHORT_UNITS.find(([short]) => short.test(unit))?.[1] ?? unit.toLowerCase().replace(/s$/, "");
  const span = `${amount} ${long}${amount === "1" ? "" : "s"}`;
  if (to === undefined || unit === "" || readSpan(span) === undefined) return undefined;
  return { from: at, to, text: span };
}
