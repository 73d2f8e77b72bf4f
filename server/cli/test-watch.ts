import { watch } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { ExitStatus, Terminal } from "./terminal.ts";

/** Calls after something below one of the paths has changed, once for a burst. @returns a function that ends it. */
export type WatchPaths = (paths: readonly string[], onChange: () => void) => () => void;

/**
 * `parley test --watch`: runs once, and again after each change, until the program is stopped. Changes during a run lead to
 * one more run after it.
 *
 * @returns the status of the last run; at once, when the first was called wrongly.
 */
export async function watchTests(
  paths: readonly string[],
  run: () => Promise<ExitStatus>,
  world: { readonly terminal: Terminal; readonly watch: WatchPaths; readonly stopped: Promise<void> },
): Promise<ExitStatus> {
  let status = await run();
  if (status === 2) return status;
  const folders = await Promise.all(paths.map((path) => folderOf(resolve(world.terminal.cwd, path))));
  let change = nextChange();
  const end = world.watch(folders, () => change.happened());
  const stopped = world.stopped.then(() => "stopped" as const);
  world.terminal.out("waiting for changes; Ctrl+C ends it");
  while ((await Promise.race([stopped, change.changed])) === "changed") {
    change = nextChange();
    status = await run();
  }
  end();
  return status;
}

function nextChange(): { readonly changed: Promise<"changed">; readonly happened: () => void } {
  let happened: () => void = () => undefined;
  const changed = new Promise<"changed">((settle) => {
    happened = () => settle("changed");
  });
  return { changed, happened: () => happened() };
}

/** A single file is often replaced when it is saved: its folder sees that. */
async function folderOf(path: string): Promise<string> {
  return (await stat(path)).isDirectory() ? path : dirname(path);
}

const BURST_MS = 100;

/** Watches the disk. */
export const watchDisk: WatchPaths = (paths, onChange) => {
  let timer: NodeJS.Timeout | undefined;
  const changed = (_event: string, name: string | null) => {
    if (name !== null && !/\.ya?ml$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, BURST_MS);
  };
  const watchers = paths.map((path) => watch(path, { recursive: true }, changed));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
};
