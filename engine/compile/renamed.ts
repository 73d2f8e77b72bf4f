import type { Block } from "../steps/step.ts";

/** What is renamed when the steps of one playbook are put into another. */
export interface NewNames {
  /** Put before each step's key and each section. */
  readonly prefix: string;
  /** A question's or variable's name there, to the one here. */
  readonly name: (theirs: string) => string;
}

/** The same steps, conditions or texts under other names. Plain data in, plain data out. */
export function renamed<T>(value: T, names: NewNames): T {
  return rename(value, names) as T;
}

export function renamedSteps(steps: Block, names: NewNames): Block {
  return renamed(steps, names);
}

function rename(value: unknown, names: NewNames): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => rename(item, names));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, renameField(value, key, inner, names)]);
  return Object.fromEntries(entries);
}

/** A step is known by its `verb`, a test by its `is`, a slot by its `path`. */
function renameField(owner: object, key: string, value: unknown, names: NewNames): unknown {
  if ("verb" in owner) {
    if (key === "key" || (key === "section" && owner.verb === "goto"))
      return `${names.prefix}${String(value)}`;
    if (key === "question" || key === "as" || key === "saveAs" || key === "addTo")
      return renameText(value, names);
    if (key === "questions") return (value as readonly unknown[]).map((one) => renameText(one, names));
    if (key === "list") return renamePath(value, names);
  }
  if (key === "path") return renamePath(value, names);
  if (key === "name" && "is" in owner && owner.is === "test") return renameText(value, names);
  return rename(value, names);
}

function renameText(value: unknown, names: NewNames): unknown {
  return typeof value === "string" ? names.name(value) : value;
}

function renamePath(value: unknown, names: NewNames): unknown {
  if (!Array.isArray(value)) return value;
  const [root, ...rest] = value as readonly unknown[];
  return [renameText(root, names), ...rest];
}
