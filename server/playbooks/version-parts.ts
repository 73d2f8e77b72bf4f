import { createHash } from "node:crypto";
import {
  addTexts,
  type CompiledPlaybook,
  compilePlaybook,
  type Playbook,
  readPlaybook,
  runsOf,
  textsFileName,
} from "../../engine/index.ts";
import { SHIPPED_VECTORS } from "../understand/shipped-vectors.ts";
import type { VersionPart, VersionRecord } from "./version-store.ts";

/** A playbook of the folder, with its text. */
export interface ReadPlaybook {
  readonly playbook: Playbook;
  readonly file: string;
  readonly text: string;
}

/** Texts of the site's folder, by name of the file. */
export type Files = ReadonlyMap<string, string>;

export const PLAYBOOK_FILE = /\.playbook\.ya?ml$/;

/**
 * All that belongs to a version beside the playbook's own text: its texts in other languages, and the playbooks that it
 * runs with theirs. By name of the file. site.yml, services.yml and knowledge are the site's, and hold at once.
 *
 * @param others playbooks that may be run, by name; one that is missing is no part
 */
export function partsOf(
  playbook: Playbook,
  others: ReadonlyMap<string, ReadPlaybook>,
  files: Files,
): readonly VersionPart[] {
  const parts = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (one: Playbook): void => {
    if (seen.has(one.name)) return;
    seen.add(one.name);
    for (const language of one.alsoIn) {
      const file = textsFileName(one.name, language);
      const text = files.get(file);
      if (text !== undefined) parts.set(file, text);
    }
    for (const name of runsOf(one)) {
      const other = others.get(name);
      if (!other || name === playbook.name) continue;
      parts.set(other.file, other.text);
      visit(other.playbook);
    }
  };
  visit(playbook);
  return [...parts]
    .map(([file, text]) => ({ file, text }))
    .toSorted((one, other) => (one.file < other.file ? -1 : 1));
}

/**
 * SHA-256 of a version's content, hex: of the text alone where there are no parts.
 *
 * @param parts in the order of `partsOf`
 */
export function hashOf(text: string, parts: readonly VersionPart[]): string {
  const content =
    parts.length === 0 ? text : JSON.stringify([text, ...parts.map((part) => [part.file, part.text])]);
  return createHash("sha256").update(content).digest("hex");
}

/**
 * The machine of a version, from nothing but what the version holds.
 *
 * @returns undefined when this release cannot read its text any more
 * @throws when it cannot be compiled
 */
export function compileVersion(
  { file, text, parts = [], trained }: Pick<VersionRecord, "file" | "text" | "parts" | "trained">,
  hash: string,
): CompiledPlaybook | undefined {
  const spoken = (from: VersionPart): Playbook | undefined => {
    const { playbook } = readPlaybook(from.text, from.file);
    return playbook && addTexts(playbook, (name) => parts.find((part) => part.file === name)).playbook;
  };
  const playbook = spoken({ file, text });
  const run = parts.flatMap((part) => (PLAYBOOK_FILE.test(part.file) ? (spoken(part) ?? []) : []));
  const library = new Map(run.map((one) => [one.name, one]));
  return (
    playbook &&
    compilePlaybook(playbook, hash, library, { embedding: SHIPPED_VECTORS, ...(trained && { trained }) })
  );
}
