import { atLocalTime, compilePlaybook, Rehearsal, readLocalTime } from "../../engine/index.ts";
import { ChatSession } from "./chat-session.ts";
import { findPlaybook } from "./find-playbook.ts";
import { showProblems } from "./show-problems.ts";
import { PathError } from "./site-files.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";

export interface ChatOptions {
  /** Folder in which a playbook is looked for by its name. */
  readonly dir: string;
  /** Path of the page that the visitor is on. */
  readonly page: string;
  /** "2026-11-23 10:00" or with a zone; undefined: the present time. */
  readonly now: string | undefined;
}

/**
 * `parley chat PLAYBOOK`: a talk in the terminal. Time stands still until `/wait`. Nothing is stored or sent.
 *
 * @returns 0 when the input ends or at `/quit`, 1 when the playbook has errors, 2 when it is called wrongly.
 */
export async function chat(wanted: string, options: ChatOptions, terminal: Terminal): Promise<ExitStatus> {
  const now = options.now === undefined ? undefined : readLocalTime(options.now);
  if (options.now !== undefined && now === undefined) {
    terminal.err('parley chat: write the time like --now "2026-11-23 10:00 Europe/Berlin"');
    return 2;
  }
  try {
    const { playbook, site, problems, sources } = await findPlaybook(wanted, options.dir, terminal.cwd);
    const errors = problems.filter((problem) => problem.severity === "error");
    showProblems(playbook ? problems : errors, sources, terminal);
    if (playbook === undefined) return 1;
    const rehearsal = new Rehearsal({
      compiled: compilePlaybook(playbook, "chat"),
      site,
      online: new Map([...site.teams.keys()].map((team) => [team, 1])),
      now: now === undefined ? terminal.now() : atLocalTime(now, site.timeZone),
    });
    return await new ChatSession(rehearsal, site, terminal).run(options.page);
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley chat: ${fault.message}`);
    return 2;
  }
}
