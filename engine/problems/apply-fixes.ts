import type { Fix, Place, Problem } from "./problem.ts";

/**
 * A text with the fixes of its problems. Of two that touch the same characters the first by place is taken: read the text
 * anew and apply what is left. All else stays as it is, comments and line ends too.
 */
export function applyFixes(
  text: string,
  problems: readonly Problem[],
): { readonly text: string; readonly applied: number } {
  const starts = lineStarts(text);
  const offset = ({ line, column }: Place): number => (starts[line - 1] ?? text.length) + column - 1;
  const edits = problems
    .flatMap(({ fix }) => fix ?? [])
    .map(({ from, to, text: by }: Fix) => ({ from: offset(from), to: offset(to), by }))
    .toSorted((one, other) => one.from - other.from);
  let [fixed, done, applied] = ["", 0, 0];
  for (const { from, to, by } of edits) {
    if (from < done) continue;
    fixed += text.slice(done, from) + by;
    done = to;
    applied += 1;
  }
  return { text: fixed + text.slice(done), applied };
}

function lineStarts(text: string): readonly number[] {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
