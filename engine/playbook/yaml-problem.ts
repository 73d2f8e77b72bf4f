import type { YAMLParseError } from "yaml";
import type { Place } from "../problems/problem.ts";
import type { ProblemList } from "../problems/problem-list.ts";

/**
 * Turns an error of the YAML library into a sentence for somebody who has never heard of YAML.
 * @returns whether the rest of the file still means what it says
 */
export function yamlProblem(
  error: YAMLParseError,
  text: string,
  placeOf: (offset: number) => Place,
  problems: ProblemList,
): boolean {
  const at = placeOf(error.pos[0]);
  if (error.code === "MULTIPLE_DOCS") {
    problems.error("YAML_FEATURE", at, "A file holds one document: remove the line with ---.");
    return true;
  }
  if (error.code === "UNEXPECTED_TOKEN" && /:\s+\{\{/.test(lineAround(text, error.pos[0]))) {
    problems.error("TEXT_NEEDS_QUOTES", at, 'A text that begins with "{{" needs quotes around it.');
    return false;
  }
  problems.error("YAML_SYNTAX", at, SENTENCES[error.code] ?? "I can't read this line.");
  return GOES_ON.includes(error.code);
}

const SENTENCES: Readonly<Partial<Record<YAMLParseError["code"], string>>> = {
  ALIAS_PROPS: 'A text that begins with "*" needs quotes around it.',
  BAD_ALIAS: 'A text that begins with "*" or "&" needs quotes around it.',
  BAD_DQ_ESCAPE:
    'There is a "\\" in double quotes that means nothing here. Write it twice, or use single quotes.',
  BAD_INDENT:
    "This line does not begin in the right column: lines that belong together begin in the same one.",
  BAD_SCALAR_START: "A text that begins with this sign needs quotes around it.",
  BLOCK_AS_IMPLICIT_KEY: "The line below does not begin in the right column.",
  BLOCK_IN_FLOW: "Inside { } and [ ] no list with dashes can stand.",
  MISSING_CHAR: "A sign is missing here: a quote, a bracket, a comma, a dash, or a space after a colon.",
  MULTILINE_IMPLICIT_KEY: "A key must stand on one line: is a colon or a quote missing here?",
  TAB_AS_INDENT: "Lines are indented with spaces; here is a tab.",
  UNEXPECTED_TOKEN: "Something here does not belong: is a quote, a comma or a bracket missing before it?",
};

/** After these the rest of the file still means what it says. */
const GOES_ON: readonly YAMLParseError["code"][] = ["BAD_SCALAR_START", "BAD_DQ_ESCAPE"];

function lineAround(text: string, offset: number): string {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const to = text.indexOf("\n", offset);
  return text.slice(from, to < 0 ? text.length : to);
}
