import type { ProblemCode } from "./codes.ts";

/** A place in a source file. One-based, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * One thing wrong with a file that a person wrote. Problems are collected, never thrown one by one, so that an
 * author mends a file in one go.
 */
export interface Problem {
  readonly code: ProblemCode;
  /** An `error` keeps the file from being used; with a `warning` it is used, and the author is told. */
  readonly severity: "error" | "warning";
  /** What is wrong here, naming the value found, in a sentence that a marketer understands. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  readonly file: string;
  readonly at: Place;
  /** An edit that surely means what the author meant; there only where one is safe. */
  readonly fix?: Fix;
}

/** The text from one place up to another is replaced. */
export interface Fix {
  readonly from: Place;
  /** The place behind the last character. */
  readonly to: Place;
  readonly text: string;
}

/** `file:line:column severity message (CODE)` and the hint below it: editors and terminals make the first part a link. */
export function formatProblem({ file, at, severity, message, code, hint }: Problem): string {
  return `${file}:${at.line}:${at.column}  ${severity}  ${message}  (${code})\n    ${hint}`;
}
