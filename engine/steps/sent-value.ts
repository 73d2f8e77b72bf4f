import type { Value } from "../conditions/condition.ts";
import type { Builder } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import type { SourceNode } from "../problems/source-node.ts";
import { parseTemplate } from "../texts/parse-template.ts";
import { inFull } from "../texts/private-text.ts";
import type { Template } from "../texts/template.ts";
import type { CallStep, SentValue } from "./step.ts";

/** What `send:` holds, read. Faults in its texts are told by whoever reads them as texts. */
export function sentBy(node: SourceNode | undefined): CallStep["send"] {
  return [...(node?.entries.values() ?? [])].map(({ key, value }) => ({ name: key, value: readSent(value) }));
}

function readSent(node: SourceNode): SentValue {
  if (node.kind === "list") return { list: node.items.map(readSent) };
  if (node.kind === "map") return { map: sentBy(node) };
  const { json } = node;
  return typeof json === "string" && json.includes("{{")
    ? { template: parseTemplate(json, node.at, node.slotsAt).template }
    : { value: json };
}

/** The values as they are sent: an answer alone with its kind, unknown as null, everything else as text. */
export function sentMap(send: CallStep["send"], context: Context, b: Builder): Value {
  return Object.fromEntries(send.map(({ name, value }) => [name, sentValue(value, context, b)]));
}

function sentValue(sent: SentValue, context: Context, b: Builder): Value {
  if ("value" in sent) return sent.value;
  if ("list" in sent) return sent.list.map((item) => sentValue(item, context, b));
  if ("map" in sent) return sentMap(sent.map, context, b);
  return sentBySlot(sent.template, context, b);
}

/** `"{{ email }}"` alone gives the answer with its kind. */
export function sentBySlot(template: Template, context: Context, b: Builder): Value {
  const [slot, ...rest] = template.parts;
  if (slot === undefined || typeof slot === "string" || rest.length > 0 || slot.filters.length > 0) {
    return inFull(b.text(context, template));
  }
  const value = b.value(context, slot.path);
  if (value !== undefined) return value;
  return slot.or === undefined ? null : inFull(b.text(context, template));
}
