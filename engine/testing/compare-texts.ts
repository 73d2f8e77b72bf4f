import { matchesGlob } from "../conditions/glob.ts";

/** The first text that a `bot` line does not describe. */
export interface Difference {
  /** Index into the texts; their number when a text is missing at the end. */
  readonly index: number;
  /** The globs of which one had to match there; empty when no further text was expected. */
  readonly expected: readonly string[];
}

const SKIP = "...";

/** Compares texts with the globs of one line, one to one and in order; "..." stands for any number of texts. */
export function compareTexts(globs: readonly string[], texts: readonly string[]): Difference | undefined {
  let open = reach(globs, [0]);
  for (const [index, text] of texts.entries()) {
    const next = open.flatMap((at) => {
      const glob = globs[at];
      if (glob === undefined) return [];
      if (glob === SKIP) return [at];
      return describes(glob, text) ? [at + 1] : [];
    });
    if (next.length === 0) return { index, expected: expectedAt(globs, open) };
    open = reach(globs, next);
  }
  if (open.includes(globs.length)) return undefined;
  return { index: texts.length, expected: expectedAt(globs, open) };
}

/** Whether a glob describes a whole text; case does not count, and runs of white space count as one space. */
export function describes(glob: string, text: string): boolean {
  return matchesGlob(squeeze(text), squeeze(glob));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** All positions that can be reached without using up a text. */
function reach(globs: readonly string[], from: readonly number[]): number[] {
  const open = new Set<number>();
  for (const start of from) {
    let at = start;
    open.add(at);
    while (globs[at] === SKIP) open.add(++at);
  }
  return [...open];
}

function expectedAt(globs: readonly string[], open: readonly number[]): string[] {
  return open.flatMap((at) => {
    const glob = globs[at];
    return glob === undefined || glob === SKIP ? [] : [glob];
  });
}
