import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  addConversation,
  atLocalTime,
  compilePlaybook,
  localTimeText,
  type Playbook,
  type RecordedConversation,
  Rehearsal,
  readLocalTime,
} from "../../engine/index.ts";
import { errorCode } from "../error-code.ts";
import { SHIPPED_VECTORS } from "../understand/shipped-vectors.ts";
import { ChatRecorder } from "./chat-recorder.ts";
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
  /** What the visitor's browser speaks, such as "de"; undefined: the playbook's own language. */
  readonly language: string | undefined;
  /** A test file that the talk is added to at its end; made where there is none. */
  readonly record: string | undefined;
  /** What the recorded conversation is called. */
  readonly name: string;
}

/**
 * `parley chat PLAYBOOK`: a talk in the terminal. Time stands still until `/wait`. Nothing is stored or sent;
 * with `record` it becomes a conversation of a test file.
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
    const { playbook, library, site, problems, sources } = await findPlaybook(
      wanted,
      options.dir,
      terminal.cwd,
    );
    const errors = problems.filter((problem) => problem.severity === "error");
    showProblems(playbook ? problems : errors, sources, terminal);
    if (playbook === undefined) return 1;
    tellUnspoken(playbook, options.language, terminal);
    const online = new Map([...site.teams.keys()].map((team) => [team, 1]));
    const began = now === undefined ? terminal.now() : atLocalTime(now, site.timeZone);
    const rehearsal = new Rehearsal({
      compiled: compilePlaybook(playbook, "chat", library, { embedding: SHIPPED_VECTORS }),
      site,
      online,
      now: began,
    });
    const recorder = new ChatRecorder();
    const status = await new ChatSession(rehearsal, site, terminal, recorder).run(options);
    if (options.record === undefined) return status;
    const given = {
      now: localTimeText(began, site.timeZone),
      ...(online.size > 0 && { online: Object.fromEntries(online) }),
      ...(options.page !== "/" && { page: options.page }),
      ...(options.language !== undefined && { language: options.language }),
    };
    const head = { playbook: playbook.name, name: options.name, given };
    return await writeRecord(options.record, recorder.finish(head, rehearsal.lead), terminal);
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley chat: ${fault.message}`);
    return 2;
  }
}

/** Then the playbook speaks its own, as it would to such a visitor. */
function tellUnspoken(
  { language, alsoIn }: Pick<Playbook, "language" | "alsoIn">,
  wanted: string | undefined,
  terminal: Terminal,
): void {
  if (wanted === undefined || wanted === language || alsoIn.includes(wanted)) return;
  terminal.err(`The playbook does not speak "${wanted}": it speaks ${[language, ...alsoIn].join(", ")}.`);
}

async function writeRecord(
  file: string,
  recorded: RecordedConversation,
  { cwd, out, err }: Terminal,
): Promise<ExitStatus> {
  const path = resolve(cwd, file);
  const before = await readFile(path, "utf8").catch((fault: unknown) => {
    if (errorCode(fault) === "ENOENT") return undefined;
    throw fault;
  });
  const added = addConversation(before, recorded);
  if ("refused" in added) {
    err(`parley chat: nothing was recorded: ${added.refused}`);
    return 1;
  }
  await writeFile(path, added.text);
  out(`recorded in ${file} as "${recorded.name}"`);
  return 0;
}
