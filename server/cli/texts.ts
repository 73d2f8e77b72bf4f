import { readFile, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { textsFileName } from "../../engine/index.ts";
import { errorCode } from "../error-code.ts";
import { findPlaybook } from "./find-playbook.ts";
import { refreshTexts } from "./refresh-texts.ts";
import { showProblems } from "./show-problems.ts";
import { PathError } from "./site-files.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";

export interface TextsOptions {
  /** Such as "de" or "pt-BR". */
  readonly language: string;
  /** Folder in which a playbook is looked for by its name. */
  readonly dir: string;
}

/**
 * `parley texts PLAYBOOK --language de`: writes the file for the texts of a playbook in another language beside it, or
 * brings it up to date, keeping what is translated.
 *
 * @returns 0 the file is up to date; 1 the playbook has errors, or the file cannot be read; 2 it is called wrongly.
 */
export async function texts(
  wanted: string,
  { language, dir }: TextsOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (!/^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(language)) {
    terminal.err("parley texts: write the language like --language de");
    return 2;
  }
  try {
    const { playbook, problems, sources } = await findPlaybook(wanted, dir, terminal.cwd);
    if (playbook === undefined) {
      showProblems(
        problems.filter(({ severity }) => severity === "error"),
        sources,
        terminal,
      );
      return 1;
    }
    const folder = dirname(resolve(terminal.cwd, playbook.file));
    const path = resolve(folder, textsFileName(playbook.name, language));
    const shown = relative(terminal.cwd, path);
    const before = await textAt(path);
    const after = refreshTexts(before, playbook, language);
    if (after === undefined) {
      terminal.err(`parley texts: ${shown} cannot be read; parley check says why`);
      return 1;
    }
    if (after !== before) await writeFile(path, after);
    terminal.out(after === before ? `${shown} is up to date` : `wrote ${shown}`);
    if (!playbook.alsoIn.includes(language)) {
      terminal.out(`Add "also_in: [${language}]" to ${playbook.file}, so that it is spoken.`);
    }
    return 0;
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley texts: ${fault.message}`);
    return 2;
  }
}

async function textAt(path: string): Promise<string | undefined> {
  return await readFile(path, "utf8").catch((fault: unknown) => {
    if (errorCode(fault) === "ENOENT") return undefined;
    throw fault;
  });
}
