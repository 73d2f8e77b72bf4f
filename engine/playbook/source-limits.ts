import { CST } from "yaml";
import type { Place } from "../problems/problem.ts";

/** Maps and lists inside one another. The deepest playbook that people write has about a dozen. */
const MOST_DEPTH = 64;

/**
 * Where a text, in the tokens of the YAML lexer, nests deeper than anybody writes; undefined when it does not. The parser calls itself once a level, so
 * this runs before it. Lists that stand in the same column as their key are not counted, so the bound is right within
 * a factor of two.
 */
export function isTooDeep(tokens: Iterable<string>): Place | undefined {
  const columns: number[] = [];
  let flow = 0;
  let [line, lineStart, offset] = [1, 0, 0];
  let inScalar = false;
  for (const token of tokens) {
    const type: string | null = inScalar ? "text" : CST.tokenType(token);
    inScalar = type === "scalar";
    if (inScalar || type === "doc-mode" || type === "flow-error-end") continue;
    flow = Math.max(0, flow + flowStep(type));
    if (flow === 0 && OPENS_BLOCK.has(type)) enter(columns, offset - lineStart);
    if (columns.length + flow > MOST_DEPTH) return { line, column: offset - lineStart + 1 };
    for (let end = token.indexOf("\n"); end >= 0; end = token.indexOf("\n", end + 1)) {
      line += 1;
      lineStart = offset + end + 1;
    }
    offset += token.length;
  }
  return undefined;
}

const OPENS_BLOCK: ReadonlySet<string | null> = new Set(["text", "seq-item-ind", "explicit-key-ind"]);

function flowStep(type: string | null): number {
  if (type === "flow-map-start" || type === "flow-seq-start") return 1;
  return type === "flow-map-end" || type === "flow-seq-end" ? -1 : 0;
}

/** What begins in this column lies inside all that began further left. */
function enter(columns: number[], column: number): void {
  while (columns.length > 0 && (columns.at(-1) ?? 0) >= column) columns.pop();
  columns.push(column);
}

/** Length in bytes, as the file lies on the disk. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    // Both halves of a pair together make four bytes.
    else if (unit >= 0xd800 && unit < 0xe000) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}
