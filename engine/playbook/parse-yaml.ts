import {
  Composer,
  type CST,
  type Document,
  Lexer,
  LineCounter,
  type ParsedNode,
  Parser,
  YAMLParseError,
} from "yaml";
import type { Fix, Place } from "../problems/problem.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import { quoted } from "./quoted.ts";
import { yamlProblem } from "./yaml-problem.ts";

/** More than that are not mended in one go, and each is looked for in its line. */
const MOST_ERRORS = 200;
const MOST_ROUNDS = 4;

export interface ParsedYaml {
  readonly document: Document.Parsed<ParsedNode, boolean>;
  /** The text that was parsed: as long as the file, with {@link HIDDEN_COLON} for colons of texts that lack quotes. */
  readonly text: string;
  readonly placeOf: (offset: number) => Place;
}

/** Stands for a colon that YAML would take for the end of a key. From the private use area: no keyboard has it. */
export const HIDDEN_COLON = "\uE03A";

/**
 * Parses YAML and tells of what is wrong with it; undefined when the rest of the file can't be trusted.
 *
 * `say: Note: this` makes YAML lose the lines below. Such a text is told about, its colons are hidden, and the file is
 * parsed again, so that its other problems come at the same time.
 *
 * @param tokens of the file, from {@link tokensOf}
 */
export function parseYaml(
  file: string,
  tokens: readonly string[],
  problems: ProblemList,
): ParsedYaml | undefined {
  let text = file;
  for (let round = 1; ; round += 1) {
    const lines = new LineCounter();
    const document = documentOf(round === 1 ? tokens : tokensOf(text), text.length, lines);
    const placeOf = (offset: number): Place => {
      const { line, col } = lines.linePos(Math.min(offset, file.length));
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const { errors } = document;
    const hidden =
      errors.length > MOST_ERRORS || round > MOST_ROUNDS ? text : hideColons(errors, text, placeOf, problems);
    if (hidden === text) {
      const trusted = errors
        .slice(0, MOST_ERRORS)
        .map((error) => yamlProblem(error, text, placeOf, problems));
      return errors.length <= MOST_ERRORS && trusted.every(Boolean) ? { document, text, placeOf } : undefined;
    }
    text = hidden;
  }
}

/** The tokens of a text. Reading them takes a third of the time of parsing, so they are read once. */
export function tokensOf(text: string): readonly string[] {
  return [...new Lexer().lex(text)];
}

/** What `parseDocument` of the library does, from tokens. */
function documentOf(tokens: readonly string[], length: number, lines: LineCounter): ParsedYaml["document"] {
  const composer = new Composer({
    version: "1.2",
    schema: "failsafe",
    // The library compares all pairs of keys; our own walk finds double keys with a Map.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const [document, second] = composer.compose(syntaxOf(tokens, lines), true, length);
  if (document === undefined) throw new Error("the YAML library gave no document");
  if (second)
    document.errors.push(new YAMLParseError([second.range[0], second.range[1]], "MULTIPLE_DOCS", ""));
  return document;
}

function* syntaxOf(tokens: readonly string[], lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const token of tokens) yield* parser.next(token);
  yield* parser.end();
}

function hideColons(
  errors: readonly YAMLParseError[],
  text: string,
  placeOf: (offset: number) => Place,
  problems: ProblemList,
): string {
  let hidden = text;
  let hiddenTo = -1;
  for (const error of errors) {
    const [from] = error.pos;
    const to = endOfUnquoted(error, text);
    if (to === undefined || from < hiddenTo) continue;
    const piece = text.slice(from, to);
    const without = piece.replace(/:(?=\s|$)/g, HIDDEN_COLON);
    if (without === piece) continue;
    const message = 'A text with ": " in it needs quotes around it.';
    problems.error("TEXT_NEEDS_QUOTES", placeOf(from), message, quotesAround(error, text, placeOf));
    hidden = hidden.slice(0, from) + without + hidden.slice(to);
    hiddenTo = to;
  }
  return hidden;
}

/** Signs with which a text without quotes cannot begin, so that more than quotes is wrong there. */
const NOT_PLAIN = /^["'[\]{}&*!|>%@`#,?-]/;

/** Only for a text that ends with its line: what YAML saw inside of a flow map may be two things. */
function quotesAround(
  { code, pos: [from] }: YAMLParseError,
  text: string,
  placeOf: (offset: number) => Place,
): Fix | undefined {
  if (code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  const end = text.indexOf("\n", from);
  const line = text.slice(from, end < 0 ? text.length : end);
  const plain = line.replace(/\s+#.*$/, "").trimEnd();
  const next = end < 0 ? "" : (/^[^\n]*/.exec(text.slice(end + 1))?.[0] ?? "");
  const indent = text.slice(text.lastIndexOf("\n", from - 1) + 1, from).search(/[^ -]/);
  const goesOn = next.trim() !== "" && !next.trimStart().startsWith("#") && next.search(/\S/) > indent;
  if (NOT_PLAIN.test(plain) || goesOn || plain.includes(HIDDEN_COLON)) return undefined;
  return { from: placeOf(from), to: placeOf(from + plain.length), text: quoted(plain) };
}

/** Where a text ends in which YAML found a key: with its line, or in a flow map where YAML saw the inner map end. */
function endOfUnquoted({ code, pos }: YAMLParseError, text: string): number | undefined {
  const end = text.indexOf("\n", pos[0]);
  const endOfLine = end < 0 ? text.length : end;
  if (code === "BLOCK_AS_IMPLICIT_KEY") return endOfLine;
  return code === "BLOCK_IN_FLOW" ? Math.min(pos[1], endOfLine) : undefined;
}
