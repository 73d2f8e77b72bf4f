import { isSeq, parseDocument, stringify } from "yaml";
import type { Value } from "../conditions/condition.ts";
import { readTests } from "./read-tests.ts";

/** One line of a conversation as it was held: `{ user: "Hello" }`. */
export type RecordedLine = Readonly<Record<string, Value>>;

/** A conversation as it was held, ready to be written down. */
export interface RecordedConversation {
  readonly playbook: string;
  readonly name: string;
  readonly given: Readonly<Record<string, Value>>;
  readonly lines: readonly RecordedLine[];
  /** What holds at the end. */
  readonly lead: Readonly<Record<string, Value>>;
}

/**
 * The text of a test file with one more conversation at its end; all that stands there stays as it is, comments too.
 *
 * @param text undefined: there is no file yet
 * @returns the reason in a sentence where the file cannot take it
 */
export function addConversation(
  text: string | undefined,
  recorded: RecordedConversation,
): { readonly text: string } | { readonly refused: string } {
  if (text === undefined || text.trim() === "") {
    return { text: `tests: ${recorded.playbook}\n\nconversations:\n${itemOf(recorded, 2)}` };
  }
  const { tests } = readTests(text, "");
  if (tests === undefined) return { refused: "the test file has errors: mend them first" };
  if (tests.playbook !== recorded.playbook) return { refused: `the file holds tests of "${tests.playbook}"` };
  const list = parseDocument(text).get("conversations", true);
  const last = isSeq(list) && list.flow !== true ? list.items.at(-1) : undefined;
  if (!isSeq(list) || !isNode(last)) {
    return { refused: '"conversations:" must be a list with dashes, each on a line of its own' };
  }
  const end = endOf(text, last.range[1]);
  const column = (list.range?.[0] ?? 0) - (text.lastIndexOf("\n", (list.range?.[0] ?? 0) - 1) + 1);
  const before = text.slice(0, end);
  const item = itemOf(recorded, column).replaceAll("\n", text.includes("\r\n") ? "\r\n" : "\n");
  return { text: `${before}${before.endsWith("\n") ? "" : "\n"}\n${item}${text.slice(end)}` };
}

function isNode(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

/** Behind the line in which a value ends, with its comment. */
function endOf(text: string, valueEnd: number): number {
  if (text[valueEnd - 1] === "\n") return valueEnd;
  const next = text.indexOf("\n", valueEnd);
  return next < 0 ? text.length : next + 1;
}

function itemOf({ name, given, lines, lead }: RecordedConversation, column: number): string {
  const item = {
    name,
    ...(Object.keys(given).length > 0 && { given }),
    steps: lines,
    ...(Object.keys(lead).length > 0 && { lead }),
  };
  const yaml = stringify([item], { lineWidth: 0, flowCollectionPadding: true });
  return yaml.replace(/^(?=.)/gm, " ".repeat(column));
}
