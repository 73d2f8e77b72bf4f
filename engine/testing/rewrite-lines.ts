import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, stringify, visit } from "yaml";
import type { LineChange } from "./line-change.ts";

/** The text of a test file with these lines changed; all else stays as it is, comments too. */
export function rewriteLines(text: string, changes: readonly LineChange[]): string {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const wanted = new Map(changes.map((change) => [`${change.at.line}:${change.at.column}`, change]));
  const edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  visit(document, {
    Pair: (_, pair, path) => {
      const place = isScalar(pair.key) && pair.key.range ? lines.linePos(pair.key.range[0]) : undefined;
      const change = place && wanted.get(`${place.line}:${place.col}`);
      const range = change && rangeOf(pair);
      if (!range) return;
      const inFlow = path.some((node) => (isMap(node) || isSeq(node)) && node.flow === true);
      edits.push({ from: range[0], to: range[1], text: written(change.after, inFlow) });
    },
  });
  return edits
    .toSorted((one, other) => other.from - one.from)
    .reduce((all, { from, to, text: value }) => all.slice(0, from) + value + all.slice(to), text);
}

/** From the first letter of a value to behind its last: a list with dashes ends with its last item. */
function rangeOf({ value }: Pair): readonly [number, number] | undefined {
  if (!(isScalar(value) || isSeq(value)) || !value.range) return undefined;
  const [from, to] = value.range;
  if (!isSeq(value) || value.flow === true) return [from, to];
  const last = value.items.at(-1);
  return [from, isScalar(last) && last.range ? last.range[1] : to];
}

function written(texts: readonly string[], inFlow: boolean): string {
  const [only = "", ...more] = texts;
  if (more.length > 0) return `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
  const plain = stringify(only, { lineWidth: 0 }).trimEnd();
  return inFlow || plain.includes("\n") ? JSON.stringify(only) : plain;
}
