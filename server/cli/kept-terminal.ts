import type { Surroundings, Terminal } from "./terminal.ts";

/** A terminal for tests: the lines of the input are given, and what was written is kept. */
export function keptTerminal(
  options: { cwd?: string; input?: readonly string[]; color?: boolean } = {},
): Terminal & {
  /** What was written to the standard output and to the standard error. */
  readonly said: { out: string; err: string };
} {
  const said = { out: "", err: "" };
  return {
    said,
    out: (line) => {
      said.out += `${line}\n`;
    },
    err: (line) => {
      said.err += `${line}\n`;
    },
    write: (text) => {
      said.out += text;
    },
    input: (async function* () {
      yield* options.input ?? [];
    })(),
    cwd: options.cwd ?? process.cwd(),
    color: options.color ?? false,
    now: () => Date.UTC(2026, 10, 23, 9, 0),
  };
}

/** Surroundings for tests: no settings, and a server stops at once. */
export const HERE: Surroundings = { version: "1.2.3", env: {}, untilStopped: () => Promise.resolve() };
