import { didYouMean } from "../../problems/did-you-mean.ts";
import type { Problem } from "../../problems/problem.ts";
import { collectProblems } from "../../problems/problem-list.ts";
import type { Playbook } from "../playbook.ts";
import { namedByTextsFile, textsFileName } from "../texts-file-name.ts";

/**
 * Files with texts in other languages that no playbook's `also_in:` names, so that nobody reads them.
 *
 * @param files as people should see them, such as "playbooks/desk.de.yml"
 * @param allRead false: one of the playbooks here has errors, so that nobody knows its name and its languages
 * @returns a warning a file, in the order given
 */
export function unspokenTexts(
  playbooks: readonly Pick<Playbook, "name" | "alsoIn" | "file">[],
  files: readonly string[],
  allRead = true,
): readonly Problem[] {
  const spoken = new Set(
    playbooks.flatMap(({ name, alsoIn }) => alsoIn.map((language) => textsFileName(name, language))),
  );
  return files.flatMap((file) => {
    const named = namedByTextsFile(file);
    if (named === undefined || spoken.has(textsFileName(named.playbook, named.language))) return [];
    const its = playbooks.find(({ name }) => name === named.playbook);
    if (its === undefined && !allRead) return [];
    const problems = collectProblems(file);
    const near = didYouMean(
      named.playbook,
      playbooks.map(({ name }) => name),
    );
    const message = its
      ? `Nobody reads this file: "also_in:" of ${its.file} does not name "${named.language}".`
      : `Nobody reads this file: there is no playbook "${named.playbook}" here.${near}`;
    problems.warning("TRANSLATION_UNSPOKEN", { line: 1, column: 1 }, message);
    return problems.sorted();
  });
}
