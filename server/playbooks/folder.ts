import { watch as watchFolder } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../error-code.ts";

/** The site's folder. Injected, so that tests need no disk and no waiting. */
export interface Folder {
  /** Names of all files, sorted. Empty when there is no such folder. */
  names(): Promise<readonly string[]>;
  read(name: string): Promise<string>;
  /** Calls after something in the folder changed, once for a burst of changes. @returns a function that ends it. */
  watch(onChange: () => void): () => void;
}

const BURST_MS = 200;
/** More than a playbook may have; whatever is larger is cut, so that it is refused for its size and not read whole. */
const MOST_BYTES = 1024 * 1024;

export function diskFolder(path: string): Folder {
  return {
    names: async () => {
      try {
        return (await readdir(path)).sort();
      } catch (error) {
        if (errorCode(error) === "ENOENT") return [];
        throw error;
      }
    },
    read: async (name) => {
      const { size } = await stat(join(path, name));
      if (size > MOST_BYTES) throw new Error(`${name} has ${size} bytes; a playbook has at most 256 KiB`);
      return await readFile(join(path, name), "utf8");
    },
    watch: (onChange) => watchDisk(path, onChange),
  };
}

function watchDisk(path: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, BURST_MS);
  };
  try {
    const watcher = watchFolder(path, changed);
    // A folder that is deleted while it is watched: the playbooks that are live stay live.
    watcher.on("error", () => watcher.close());
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch {
    return () => clearTimeout(timer);
  }
}
