import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { integrityOf } from "../../stores/sqlite/lock-file.fixture.ts";
import { startTalkers, WORDS } from "./talkers.ts";

export interface FullDiskReport {
  readonly acknowledged: number;
  readonly refused: number;
  /** From the moment at which there was room again to the first acknowledgement. */
  readonly backMs: number;
  /** "ok", or what SQLite finds. */
  readonly integrity: string;
  readonly faults: readonly string[];
}

/** Room to make all tables. Then the log of changes reaches it long before the file itself does. */
const LIMIT_KIB = 2_048;
/** Longer than closing takes. */
const GRACE_MS = 8_000;

/**
 * The server's files may not grow past a limit, which to SQLite is what a full disk is: a write that does not fit. Visitors
 * talk until it is reached, go on trying, and then there is room again.
 */
export async function fullDiskRun(): Promise<FullDiskReport> {
  const dir = await mkdtemp(join(tmpdir(), "parley-full-"));
  const playbooks = join(dir, "playbooks");
  await mkdir(playbooks);
  await writeFile(join(playbooks, "words.playbook.yml"), WORDS);
  const child = startLimited(dir, playbooks);
  const faults: string[] = [];
  try {
    const url = await firstLine(child);
    const talkers = await startTalkers(url, 6);
    const refusals = () => talkers.attempts.filter(({ status }) => status === 503);
    const full = await until(() => refusals().length >= 12, 60_000);
    if (!full) faults.push("the disk never became full");
    const before = talkers.acknowledged();
    await pause(1_000);
    if (child.exitCode !== null) faults.push("the server stopped");
    await promisify(execFile)("prlimit", ["--pid", String(child.pid), "--fsize=unlimited:unlimited"]);
    const room = performance.now();
    if (!(await until(() => talkers.acknowledged() > before, 20_000))) faults.push("it never went on");
    const backMs = performance.now() - room;
    if (backMs > 5_000) faults.push(`it went on only ${backMs.toFixed(0)} ms after there was room`);
    await pause(1_000);
    await talkers.stop();
    if (refusals().some(({ polite }) => !polite)) faults.push("a 503 without Retry-After");
    faults.push(...(await talkers.faults()));
    await end(child);
    const integrity = integrityOf(join(dir, "data"));
    if (integrity !== "ok") faults.push(`the file is damaged: ${integrity}`);
    return { acknowledged: talkers.acknowledged(), refused: refusals().length, backMs, integrity, faults };
  } finally {
    await end(child);
    await rm(dir, { recursive: true, force: true });
  }
}

/** Writing past the limit must fail, not end the process: that is what ignoring the signal XFSZ does. */
function startLimited(dir: string, playbooks: string): ChildProcess {
  const server = fileURLToPath(new URL("server.child.ts", import.meta.url));
  const script = `trap '' XFSZ; ulimit -S -f ${LIMIT_KIB}; exec "$0" --import tsx "$1"`;
  return spawn("bash", ["-c", script, process.execPath, server], {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      DATA_DIR: join(dir, "data"),
      PLAYBOOKS_DIR: playbooks,
      RATE_LIMITS: "off",
      LOG_LEVEL: "silent",
    },
    // Its input ends with this process, and it with that.
    stdio: ["pipe", "pipe", "inherit"],
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("the server has no output");
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, "line").then(([text]) => String(text)),
    once(child, "exit").then(() => Promise.reject(new Error("the server did not start"))),
  ]);
  return line.replace("localhost", "127.0.0.1");
}

async function until(holds: () => boolean, patience: number): Promise<boolean> {
  const began = performance.now();
  while (performance.now() < began + patience) {
    if (holds()) return true;
    await pause(50);
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill();
  const cut = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  await gone;
  clearTimeout(cut);
}
