import { dirname } from "node:path";
import { namesIn, type SchemaKind, type SchemaNames, schemaOf } from "../../engine/index.ts";
import { PathError, readSiteFiles, type SiteFile } from "./site-files.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";

/**
 * `parley schema [playbook|test|site|services] [--for FILE]`: prints a JSON Schema. With a file, its questions and
 * sections are the only ones that the schema takes; a test file has those of the playbook beside it.
 *
 * @param kind undefined: the kind of the file, else a playbook
 * @returns 0, or 2 when the file is not there or is of another kind.
 */
export async function schema(
  kind: SchemaKind | undefined,
  path: string | undefined,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    const file = path === undefined ? undefined : await readOne(path, terminal.cwd);
    const wanted = kind ?? (file && KIND_OF[file.kind]) ?? "playbook";
    const names = file && (await namesFor(file, terminal.cwd));
    terminal.out(JSON.stringify(schemaOf(wanted, names), undefined, 2));
    return 0;
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley schema: ${fault.message}`);
    return 2;
  }
}

const KIND_OF = {
  playbook: "playbook",
  tests: "test",
  texts: undefined,
  site: "site",
  services: "services",
} as const;

async function readOne(path: string, cwd: string): Promise<SiteFile> {
  const [file, ...more] = await readSiteFiles([path], cwd);
  if (file?.kind === "texts") throw new PathError(`there is no schema of texts like ${path}`);
  if (file === undefined || more.length > 0) throw new PathError(`${path} is a folder: name one file`);
  return file;
}

async function namesFor(file: SiteFile, cwd: string): Promise<SchemaNames | undefined> {
  if (file.kind === "playbook") return namesIn(file.text);
  if (file.kind !== "tests") return undefined;
  const wanted = /^tests:\s*["']?([^\s"'#]+)/m.exec(file.text)?.[1];
  const beside = await readSiteFiles([dirname(file.file)], cwd);
  const playbook = beside.find(
    ({ kind, text }) => kind === "playbook" && /^playbook:\s*["']?([^\s"'#]+)/m.exec(text)?.[1] === wanted,
  );
  return playbook && namesIn(playbook.text);
}
