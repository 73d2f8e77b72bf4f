import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type ConversationResult, type LineChange, rewriteLines, runTests } from "../../engine/index.ts";
import { SHIPPED_VECTORS } from "../understand/shipped-vectors.ts";
import { runSiteTests, type TestOptions } from "./run-site-tests.ts";
import { count } from "./show-problems.ts";
import { PathError, readSiteFiles, type SiteFile } from "./site-files.ts";
import { readSiteFolders } from "./site-folder.ts";
import { type ExitStatus, paintFor, type Terminal } from "./terminal.ts";

export interface RecordOptions extends TestOptions {
  /** Writes without asking. */
  readonly yes: boolean;
}

/**
 * `parley test --record`: where the bot says something else than a `bot` or `show` line expects, shows both, asks, and
 * writes what it says now into the test file. Then the tests run. What is expected of the lead is never rewritten: a score that
 * changed is for people to judge.
 *
 * @returns as `parley test` does afterwards; 1 when the answer is no; 2 a path that leads nowhere
 */
export async function recordTests(
  paths: readonly string[],
  options: RecordOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    const files = await readSiteFiles(paths, terminal.cwd);
    const changed = changesIn(files);
    for (const each of changed) show(each, terminal);
    if (changed.length > 0) {
      if (!(options.yes || (await agrees(changed, terminal)))) {
        terminal.out("Nothing was written.");
        return 1;
      }
      await write(files, changed, terminal);
    }
    return await runSiteTests(paths, options, terminal);
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley test: ${fault.message}`);
    return 2;
  }
}

function changesIn(files: readonly SiteFile[]): readonly ConversationResult[] {
  return readSiteFolders(files).flatMap(({ tests, playbooks, site, services }) => {
    const changing = [...services.values()].filter(({ changes }) => changes).map(({ name }) => name);
    const { conversations } = runTests(tests, playbooks, site, changing, true, SHIPPED_VECTORS);
    return conversations.filter(({ changes }) => changes.length > 0);
  });
}

function show({ playbook, name, place, changes }: ConversationResult, terminal: Terminal): void {
  const paint = paintFor(terminal);
  terminal.out(`${paint.bold(playbook)}  ${name}`);
  for (const { at, is, before, after } of changes) {
    terminal.out(paint.dim(`  ${place.file}:${at.line}:${at.column}`));
    terminal.out(paint.red(`  - ${is}: ${shown(before)}`));
    terminal.out(paint.green(`  + ${is}: ${shown(after)}`));
  }
}

function shown(texts: readonly string[]): string {
  return texts.map((text) => JSON.stringify(text)).join(", ");
}

async function agrees(changed: readonly ConversationResult[], terminal: Terminal): Promise<boolean> {
  const lines = changed.flatMap(({ changes }) => changes).length;
  terminal.write(`Write ${count(lines, "line")}? (yes or no) `);
  for await (const answer of terminal.input) return /^y(es)?$/i.test(answer.trim());
  terminal.out("");
  return false;
}

async function write(
  files: readonly SiteFile[],
  changed: readonly ConversationResult[],
  { cwd, out }: Terminal,
): Promise<void> {
  const byFile = new Map<string, LineChange[]>();
  for (const { place, changes } of changed) {
    byFile.set(place.file, [...(byFile.get(place.file) ?? []), ...changes]);
  }
  for (const { file, text } of files) {
    const changes = byFile.get(file);
    if (changes === undefined) continue;
    await writeFile(resolve(cwd, file), rewriteLines(text, changes));
    out(`${file}: ${count(changes.length, "line")} recorded`);
  }
}
