import type { Problem } from "../../engine/index.ts";
import { type Paint, paintFor, type Terminal } from "./terminal.ts";

/** Prints each problem with its place, hint, line of source and a caret under the column. */
export function showProblems(
  problems: readonly Problem[],
  sources: ReadonlyMap<string, string>,
  terminal: Terminal,
): void {
  const paint = paintFor(terminal);
  // Split once a file: a file may have as many problems as lines.
  const split = new Map<string, readonly string[]>();
  for (const problem of problems) {
    const lines = split.get(problem.file) ?? sources.get(problem.file)?.split(/\r?\n/) ?? [];
    split.set(problem.file, lines);
    for (const line of linesFor(problem, lines, paint)) terminal.out(line);
    terminal.out("");
  }
}

function linesFor(problem: Problem, source: readonly string[], paint: Paint): string[] {
  const { file, at, severity, message, code, hint } = problem;
  const colored = severity === "error" ? paint.red(severity) : paint.yellow(severity);
  const lines = [
    `${paint.bold(`${file}:${at.line}:${at.column}`)}  ${colored}  ${message}  ${paint.dim(`(${code})`)}`,
  ];
  const text = source[at.line - 1];
  if (text !== undefined) lines.push(...excerpt(text, at, paint));
  lines.push(`    ${hint}`);
  return lines;
}

const WIDEST = 120;

function excerpt(text: string, at: Problem["at"], paint: Paint): string[] {
  // A long line is cut so that the caret still stands under its column.
  const from = at.column > WIDEST ? at.column - WIDEST / 2 : 0;
  const shown = text.slice(from, from + WIDEST).replaceAll("\t", " ");
  const margin = `    ${at.line} | `;
  const caret = " ".repeat(margin.length + Math.max(0, at.column - 1 - from));
  return [paint.dim(margin) + shown, `${caret}${paint.red("^")}`];
}

/** "3 files, 2 errors, 1 warning" */
export function countLine(files: number, problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors;
  return [count(files, "file"), count(errors, "error"), count(warnings, "warning")].join(", ");
}

/** "1 file", "2 files" */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
