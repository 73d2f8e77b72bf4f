import { type Builder, SHARED } from "../machine/builder.ts";
import { change } from "../machine/state.ts";
import { child, type SourceNode, textOf } from "../problems/source-node.ts";
import { anyMap, block, name, nameMap, names, number, span, tonedText } from "./key-schemas.ts";
import type { LaterStep } from "./step.ts";
import type { StepReader } from "./step-reader.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const path = {
  type: "object",
  properties: { name, share: number, do: block },
  required: ["name", "do"],
  additionalProperties: false,
  description: "a path like { name: plain, share: 50, do: […] }",
};
const repeated = {
  type: "object",
  properties: { up_to: number, ask_first: tonedText, do: block },
  required: ["do"],
  additionalProperties: false,
  description: "a map with up_to, ask_first and do",
};
const told = {
  type: "object",
  properties: { team: name, message: tonedText },
  required: ["team", "message"],
  additionalProperties: false,
  description: "a map like { team: marketing, message: … }",
};
const service = { send: anyMap, save_as: name, give_up_after: span, if_fails: block, if_changed: name };

/** The keys of the verbs that are read and checked, and not carried out yet. */
const KEYS: Readonly<Record<LaterStep["verb"], Readonly<Record<string, object>>>> = {
  run: { run: name, from: name, with: nameMap },
  call: { call: { ...name, description: "the name of a service" }, ...service },
  split: { split: name, paths: { type: "array", minItems: 2, items: path, description: "a list of paths" } },
  for_each: { for_each: name, as: name, do: block },
  repeat: { repeat: repeated },
  skip: { skip: { enum: ["round"], description: "the word round" } },
  wait: { wait: span },
  tell: { tell: told },
  tag: { tag: names },
  ask_again: { ask_again: name },
  book: { book: { type: ["string", "object"], description: "the name of a calendar" }, ...service },
};

export const laterVerbs: readonly VerbDefinition<LaterStep>[] = (
  Object.keys(KEYS) as LaterStep["verb"][]
).map((verb) => ({
  verb,
  keys: KEYS[verb],
  read: (raw, reader) => readLater(verb, raw, reader),
  state: laterState,
}));

function readLater(verb: LaterStep["verb"], raw: SourceNode, reader: StepReader): readonly LaterStep[] {
  const node = child(raw, verb);
  const { problems } = reader;
  problems.warning("NOT_BUILT_YET", raw.at, `This version does not carry out "${verb}" yet.`);
  if (verb === "call" && !raw.entries.has("if_fails")) {
    reader.incomplete();
    problems.error("CALL_WITHOUT_IF_FAILS", raw.at, 'A call needs "if_fails:".');
  }
  const key = reader.key(raw, verb, targetOf(verb, node));
  noteUses(verb, raw, reader);
  return [
    {
      verb,
      key,
      at: raw.at,
      ifFails: raw.entries.has("if_fails") ? reader.block(child(raw, "if_fails")) : undefined,
      inside: insideOf(raw, node).map((steps) => reader.block(steps)),
      gives: ["save_as", "as"].flatMap((given) => textOf(child(raw, given)) ?? []),
      texts: textsOf(raw, node, reader),
    },
  ];
}

/** `call` and `run` are known by their target; a dot cannot stand in a key. */
function targetOf(verb: LaterStep["verb"], node: SourceNode | undefined): string | undefined {
  const named = verb === "call" || verb === "run" || verb === "split" || verb === "book";
  return named ? textOf(node)?.replaceAll(".", "-") : undefined;
}

function noteUses(verb: LaterStep["verb"], raw: SourceNode, reader: StepReader): void {
  for (const given of ["save_as", "as"]) reader.gives(child(raw, given));
  for (const spanKey of ["give_up_after", "wait"]) {
    if (raw.entries.has(spanKey)) reader.span(child(raw, spanKey));
  }
  if (verb === "for_each") reader.uses("name", child(raw, "for_each"));
  if (verb === "ask_again") reader.uses("question", child(raw, "ask_again"));
  for (const { value } of child(raw, "with")?.entries.values() ?? []) reader.uses("name", value);
}

function insideOf(raw: SourceNode, node: SourceNode | undefined): readonly (SourceNode | undefined)[] {
  const paths = (child(raw, "paths")?.items ?? []).map((item) => child(item, "do"));
  const own = [child(raw, "do"), child(node, "do")].filter((steps) => steps !== undefined);
  return [...paths, ...own];
}

function textsOf(raw: SourceNode, node: SourceNode | undefined, reader: StepReader): LaterStep["texts"] {
  const said = [child(node, "message"), child(node, "ask_first")].flatMap((text) => reader.text(text) ?? []);
  return [...said, ...reader.values(child(raw, "send"))];
}

/** A verb that this version cannot carry out: its `if_fails`, else a person. */
function laterState(step: LaterStep, next: string, b: Builder): void {
  const visit = b.visit(step.key);
  if (step.ifFails) {
    b.add(step.key, { entry: [visit], always: [{ target: b.block(step.ifFails, next) }] });
    return;
  }
  b.add(step.key, {
    entry: [visit],
    always: [
      {
        target: SHARED.parked,
        actions: [
          change((context) => ({
            ...context,
            parkedBecause: `this version cannot carry out "${step.verb}"`,
          })),
        ],
      },
    ],
  });
}
