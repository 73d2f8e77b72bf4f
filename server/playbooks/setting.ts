import { formatProblem, type Problem } from "../../engine/index.ts";
import type { AuditLine } from "../audit/audit-log.ts";
import type { Log } from "../log.ts";
import type { Timekeeper } from "../timekeeper.ts";
import type { Folder } from "./folder.ts";
import type { VersionStore } from "./version-store.ts";

export interface PlaybooksSetting {
  readonly folder: Folder;
  readonly versions: VersionStore;
  readonly timekeeper: Timekeeper;
  readonly log: Log;
  /** Keeps in the site's audit log what becomes live, and what is retired. */
  audit(siteId: string, line: AuditLine): Promise<void>;
  /** Hears the text of a site.yml that is used from now on; undefined: there is no such file. */
  onSite?(text: string | undefined): void;
  /** Tells the author, on the terminal, what is wrong with a file. */
  readonly report: (lines: string) => void;
}

/** What is wrong with a file, as the author reads it. */
export function problemLines(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join("\n");
}
