import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { VersionRecord } from "../playbooks/version-store.ts";
import { withSiteStore } from "./site-store.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

/**
 * `parley pull [--force]`: writes the live versions of the store into the site's folder: playbooks and their texts in other
 * languages. A file that differs is only written over with `--force`; files that the store does not know are left alone.
 *
 * @returns 0 the folder holds what is live; 1 a file differs and was left; 2 wrong settings.
 */
export async function pull(
  { force }: { readonly force: boolean },
  surroundings: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  return await withSiteStore(surroundings, terminal, async ({ config, site, stores }) => {
    const files = filesOf(await stores.versions.live(site.id));
    await mkdir(config.playbooksDir, { recursive: true });
    let left = 0;
    for (const [file, text] of files) {
      const path = join(config.playbooksDir, file);
      const there = await readFile(path, "utf8").catch(() => undefined);
      if (there === text) continue;
      if (there !== undefined && !force) {
        left++;
        terminal.err(`${file} differs from what is live; --force writes over it`);
        continue;
      }
      await writeFile(path, text);
      terminal.out(`wrote ${file}`);
    }
    if (files.size === 0) terminal.out("Nothing is live in the store.");
    return left === 0 ? 0 : 1;
  });
}

/** A playbook that is live itself wins over the text with which another one runs it. */
function filesOf(live: readonly VersionRecord[]): ReadonlyMap<string, string> {
  const parts = live.flatMap(({ parts = [] }) => parts);
  // A name is only ever a name: what a store holds must not write outside of the folder.
  return new Map([...parts, ...live].map(({ file, text }) => [basename(file), text]));
}
