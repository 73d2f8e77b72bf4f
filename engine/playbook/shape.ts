import type { ErrorObject } from "ajv";
import { didYouMean, onlyNear } from "../problems/did-you-mean.ts";
import type { Fix, Place } from "../problems/problem.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import type { SourceEntry, SourceNode } from "../problems/source-node.ts";
import { formValidator } from "./form-validator.ts";
import type { FormName } from "./forms.ts";

/** What the files are, at the end of "This is not …". */
const CALLED: Readonly<Record<FormName, string>> = {
  playbook: "a playbook",
  site: "a site",
  services: "a list of services",
  texts: "a file of texts",
};

/**
 * Compares a file with its form and turns each fault into a sentence with its place.
 * @returns false when the file is no map at all, so that nothing more can be said about it
 */
export function checkShape(root: SourceNode, form: FormName, problems: ProblemList): boolean {
  if (root.kind !== "map") {
    const what = CALLED[form];
    problems.error(
      "VALUE_WRONG",
      root.at,
      `This is not ${what}: it does not begin with a key such as "${what.split(" ").at(-1) ?? ""}:".`,
    );
    return false;
  }
  const validate = formValidator(form);
  if (validate(root.json)) return true;
  for (const error of validate.errors ?? []) explain(error, locate(root, error.instancePath), problems);
  return true;
}

interface Spot {
  readonly node: SourceNode;
  /** The nearest key above. */
  readonly name: string | undefined;
  readonly keyAt: Place;
  readonly inList: boolean;
}

function locate(root: SourceNode, pointer: string): Spot {
  let spot: Spot = { node: root, name: undefined, keyAt: root.at, inList: false };
  for (const segment of pointer.split("/").slice(1)) {
    const key = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    const entry = spot.node.entries.get(key);
    const item = spot.node.items[Number(key)];
    if (entry !== undefined) spot = { node: entry.value, name: key, keyAt: entry.keyAt, inList: false };
    else if (item !== undefined) spot = { ...spot, node: item, keyAt: item.at, inList: true };
    else break;
  }
  return spot;
}

function explain(error: ErrorObject, spot: Spot, problems: ProblemList): void {
  const params = error.params as Readonly<Record<string, unknown>>;
  const schema = (error.parentSchema ?? {}) as {
    readonly properties?: object;
    readonly description?: string;
    readonly enum?: readonly unknown[];
  };
  const subject = subjectOf(spot);
  const wanted = schema.description ?? "something else";
  const at = spot.node.json === null ? spot.keyAt : spot.node.at;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params["additionalProperty"]);
      const known = Object.keys(schema.properties ?? {});
      const entry = spot.node.entries.get(key);
      const message = `I don't know "${key}" here.${didYouMean(key, known)}`;
      problems.error("KEY_UNKNOWN", entry?.keyAt ?? at, message, fixOfKey(entry, known, spot.node));
      return;
    }
    case "required":
      problems.error("KEY_MISSING", at, `${subject} needs "${String(params["missingProperty"])}:".`);
      return;
    case "enum": {
      const near = didYouMean(String(spot.node.json), (schema.enum ?? []).map(String));
      problems.error("VALUE_WRONG", at, `${subject} needs ${wanted}, not ${found(spot.node)}.${near}`);
      return;
    }
    case "minItems":
    case "minLength":
    case "minProperties":
      problems.error("VALUE_WRONG", at, `${subject} is empty: it needs ${wanted}.`);
      return;
    case "minimum":
    case "maximum": {
      const bound = error.keyword === "minimum" ? "at least" : "at most";
      problems.error("VALUE_WRONG", at, `${subject} must be ${bound} ${String(params["limit"])}.`);
      return;
    }
    default:
      problems.error("VALUE_WRONG", at, wrongType(spot, subject, wanted));
  }
}

/** A key with one near name that is not there yet. */
export function fixOfKey(
  entry: SourceEntry | undefined,
  known: readonly string[],
  { entries }: SourceNode,
): Fix | undefined {
  const near = entry && onlyNear(entry.key, known);
  if (near === undefined || entry?.keyTo === undefined || entries.has(near)) return undefined;
  return { from: entry.keyAt, to: entry.keyTo, text: near };
}

function wrongType(spot: Spot, subject: string, wanted: string): string {
  if (spot.node.json === null) return `${subject} has nothing after it: it needs ${wanted}.`;
  return `${subject} needs ${wanted}, not ${found(spot.node)}.`;
}

function subjectOf({ name, inList }: Spot): string {
  if (name === undefined) return "This file";
  return inList ? `A line of "${name}"` : `"${name}"`;
}

function found(node: SourceNode): string {
  if (node.kind === "map") return "a map";
  if (node.kind === "list") return "a list";
  const text = String(node.json);
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
