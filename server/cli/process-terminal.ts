import { createInterface } from "node:readline";
import type { Terminal } from "./terminal.ts";

/** The terminal, or the pipe, that this process was started in. */
export function processTerminal(environment: Readonly<Record<string, string | undefined>>): Terminal {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    write: (text) => void process.stdout.write(text),
    input: standardInput(),
    cwd: process.cwd(),
    color: process.stdout.isTTY && !environment["NO_COLOR"] && environment["TERM"] !== "dumb",
    now: () => Date.now(),
  };
}

/** Opens the standard input only when somebody reads it: an open one would keep the process alive. */
async function* standardInput(): AsyncGenerator<string> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) yield line;
  } finally {
    lines.close();
  }
}
