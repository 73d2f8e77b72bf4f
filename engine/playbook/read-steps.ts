import type { Fix } from "../problems/problem.ts";
import { child, type SourceNode, textOf } from "../problems/source-node.ts";
import { VERBS } from "../steps/index.ts";
import type { Block, Verb } from "../steps/step.ts";
import type { StepReader } from "../steps/step-reader.ts";
import type { VerbDefinition } from "../steps/verb-definition.ts";
import type { FileReader } from "./file-reader.ts";
import { isGoodName } from "./names.ts";

const BY_VERB: ReadonlyMap<string, VerbDefinition> = new Map(VERBS.map((verb) => [verb.verb, verb]));
const KEYS_OF_STEPS: ReadonlySet<string> = new Set(["id", ...VERBS.flatMap(({ keys }) => Object.keys(keys))]);

/** Reads the steps of one section; `section` begins their keys. */
export function readSteps(node: SourceNode | undefined, section: string, file: FileReader): Block {
  const taken = new Map<string, number>();
  const reader: StepReader = {
    problems: file.problems,
    text: file.text,
    condition: file.condition,
    formula: file.formula,
    span: file.span,
    uses: file.uses,
    usesService: file.usesService,
    gives: file.gives,
    values: file.values,
    incomplete: () => {
      file.used.incomplete.add(section);
    },
    key: (raw, verb, detail) => stepKey(raw, verb, detail, section, taken, file),
    block: (steps) => readBlock(steps, reader, file),
  };
  return reader.block(node);
}

function readBlock(node: SourceNode | undefined, reader: StepReader, file: FileReader): Block {
  return (node?.items ?? []).flatMap((raw) => {
    const verbs = [...raw.entries.keys()].flatMap((key) => BY_VERB.get(key) ?? []);
    checkVerbs(raw, verbs, file);
    noteRun(raw, file);
    const steps = verbs.flatMap((verb) => verb.read(raw, reader));
    if (steps.length === 0) {
      file.used.unread.push(raw.at);
      reader.incomplete();
    }
    return steps;
  });
}

function checkVerbs(raw: SourceNode, verbs: readonly VerbDefinition[], { problems }: FileReader): void {
  if (raw.kind !== "map") return;
  const [verb, ...more] = verbs;
  if (verb === undefined) {
    // A misspelt key has been told about already, and is most likely the verb.
    const known = [...raw.entries.keys()].every((key) => KEYS_OF_STEPS.has(key));
    if (known) problems.error("STEP_WITHOUT_VERB", raw.at, "This step does not say what to do.");
    return;
  }
  if (more.length > 0) {
    const names = verbs.map((one) => `"${one.verb}"`);
    const list = `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
    const message = `One step, one thing: ${list} need a "- " each.`;
    problems.error("STEP_TWO_VERBS", raw.at, message, fixOfVerbs(raw, verbs));
    return;
  }
  for (const { key, keyAt } of raw.entries.values()) {
    if (key === "id" || Object.hasOwn(verb.keys, key) || !KEYS_OF_STEPS.has(key)) continue;
    problems.error("KEY_UNKNOWN", keyAt, `"${key}" does not belong to "${verb.verb}".`);
  }
}

/** Safe where each verb stands alone on a line of its own, all in one column: then the second gets its dash. */
function fixOfVerbs(raw: SourceNode, verbs: readonly VerbDefinition[]): Fix | undefined {
  const entries = [...raw.entries.values()];
  const second = entries[1];
  const [line, column] = [raw.at.line, raw.at.column];
  const apart = entries.every(
    ({ keyAt }, index) => keyAt.column === column && (index === 0 || keyAt.line > line),
  );
  if (second === undefined || entries.length > verbs.length || !apart || column < 3) return undefined;
  return { from: { ...second.keyAt, column: column - 2 }, to: second.keyAt, text: "- " };
}

function noteRun(raw: SourceNode, { used }: FileReader): void {
  const run = child(raw, "run");
  const name = textOf(run);
  if (run !== undefined && name !== undefined) used.runs.push({ name, at: run.at });
}

function stepKey(
  raw: SourceNode,
  verb: Verb,
  detail: string | undefined,
  section: string,
  taken: Map<string, number>,
  { problems }: FileReader,
): string {
  const idNode = child(raw, "id");
  const id = textOf(idNode);
  if (id !== undefined && idNode !== undefined && !isGoodName(id)) {
    problems.error("NAME_BAD", idNode.at, `"${id}" can't be an id.`);
  }
  const key = id !== undefined && isGoodName(id) ? `${section}:id:${id}` : plainKey(section, verb, detail);
  const count = (taken.get(key) ?? 0) + 1;
  taken.set(key, count);
  if (count === 1) return key;
  // The questions of one `ask: [name, email]` share its id.
  if (id !== undefined && idNode !== undefined && verb !== "ask") {
    problems.error("STEP_ID_TWICE", idNode.at, `Two steps of this section have the id "${id}".`);
  }
  return `${key}#${count}`;
}

function plainKey(section: string, verb: Verb, detail: string | undefined): string {
  const parts = detail === undefined ? [section, verb] : [section, verb, detail];
  // XState reads a dot in a state's name as a path.
  return parts.join(":").replaceAll(".", "-");
}
