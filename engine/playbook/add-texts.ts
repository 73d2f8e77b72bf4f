import type { Problem } from "../problems/problem.ts";
import { collectProblems } from "../problems/problem-list.ts";
import type { Playbook } from "./playbook.ts";
import { readTexts } from "./read-texts.ts";
import { textsFileName } from "./texts-file-name.ts";
import { withTexts } from "./with-texts.ts";

/** A file with the texts of a playbook in another language, as it was read. */
export interface TextsFile {
  /** As people should see it. */
  readonly file: string;
  readonly text: string;
}

/**
 * The playbook with the texts of each language in its `also_in:`. A language whose file is not there, or has errors, is
 * left out: the playbook's own is spoken instead.
 *
 * @param fileOf the file of this name, where it is there
 * @returns problems by file, as `also_in:` names the languages; a file that is not there is a warning of the playbook
 */
export function addTexts(
  playbook: Playbook,
  fileOf: (name: string) => TextsFile | undefined,
): { readonly playbook: Playbook; readonly problems: readonly Problem[] } {
  const missing = collectProblems(playbook.file);
  const reads = playbook.alsoIn.flatMap((language) => {
    const name = textsFileName(playbook.name, language);
    const found = fileOf(name);
    if (found) return [{ language, ...readTexts(found.text, found.file, playbook) }];
    const message = `"also_in:" names "${language}", and there is no file ${name}.`;
    missing.warning("TRANSLATION_MISSING", playbook.alsoInAt ?? { line: 1, column: 1 }, message);
    return [];
  });
  // The name of the file says which language it is: a conversation asks for that of `also_in:`.
  const all = reads.flatMap(({ texts, language }) => (texts ? [{ ...texts, language }] : []));
  return {
    playbook: withTexts(playbook, all),
    problems: [...missing.sorted(), ...reads.flatMap(({ problems }) => problems)],
  };
}
