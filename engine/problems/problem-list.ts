import { HINTS, type ProblemCode } from "./codes.ts";
import type { Fix, Place, Problem } from "./problem.ts";

/** Where readers put what they find. They go on after each problem, so that all of a file come at once. */
export interface ProblemList {
  error(code: ProblemCode, at: Place, message: string, fix?: Fix): void;
  warning(code: ProblemCode, at: Place, message: string): void;
  /** By place; what was said twice of one place is there once. */
  sorted(): readonly Problem[];
  hasErrors(): boolean;
}

export function collectProblems(file: string): ProblemList {
  const found = new Map<string, Problem>();
  const add = (
    severity: Problem["severity"],
    code: ProblemCode,
    at: Place,
    message: string,
    fix?: Fix,
  ): void => {
    const same = `${at.line}:${at.column}:${code}:${message}`;
    if (found.has(same)) return;
    found.set(same, { code, severity, message, hint: HINTS[code], file, at, ...(fix && { fix }) });
  };
  return {
    error: (code, at, message, fix) => {
      add("error", code, at, message, fix);
    },
    warning: (code, at, message) => {
      add("warning", code, at, message);
    },
    sorted: () => [...found.values()].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column),
    hasErrors: () => [...found.values()].some((problem) => problem.severity === "error"),
  };
}
