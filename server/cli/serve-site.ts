import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { main } from "../main.ts";
import type { ExitStatus, Surroundings, Terminal } from "./terminal.ts";

export interface ServeSiteOptions {
  /** Folder of the site; undefined: as the settings say. */
  readonly playbooks: string | undefined;
  /** Folder of pages to try the widget on. */
  readonly sampleSite: string | undefined;
}

/**
 * `parley serve` and `parley dev`: serves until told to stop. The folder of playbooks is watched in both.
 *
 * @returns 0 after a stop, 1 when the address is taken, 2 when settings or folders are wrong.
 */
export async function serveSite(
  { playbooks, sampleSite }: ServeSiteOptions,
  { env, untilStopped }: Surroundings,
  terminal: Terminal,
): Promise<ExitStatus> {
  for (const folder of [playbooks, sampleSite]) {
    if (folder !== undefined && !(await isFolder(folder))) {
      terminal.err(`parley: there is no folder ${folder}`);
      return 2;
    }
  }
  const settings =
    playbooks === undefined ? env : { ...env, PLAYBOOKS_DIR: playbooks, PLAYBOOKS_DIR_FILE: undefined };
  try {
    const served = await main({
      env: settings,
      ...(sampleSite === undefined ? {} : { sampleSite }),
      out: (line) => {
        terminal.out(line);
      },
    });
    if (served === undefined) return 2;
    await untilStopped();
    await served.close();
    return 0;
  } catch (fault) {
    if (!isTaken(fault)) throw fault;
    terminal.err(`parley: ${fault.address}:${fault.port} is taken already. Set PORT to another number.`);
    return 1;
  }
}

/** The sample site beside the playbooks that come with the sources; undefined where it is not installed. */
export async function shippedSampleSite(): Promise<string | undefined> {
  const folder = fileURLToPath(new URL("../../examples/sample-site", import.meta.url));
  return (await isFolder(folder)) ? folder : undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function isTaken(fault: unknown): fault is { readonly address: string; readonly port: number } {
  return typeof fault === "object" && fault !== null && "code" in fault && fault.code === "EADDRINUSE";
}
