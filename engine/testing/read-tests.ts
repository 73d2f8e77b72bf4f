import { readSource } from "../playbook/source.ts";
import type { Problem } from "../problems/problem.ts";
import { collectProblems, type ProblemList } from "../problems/problem-list.ts";
import { child, numberOf, type SourceNode, textOf } from "../problems/source-node.ts";
import { NOTHING_GIVEN, readFacts, readGiven } from "./read-given.ts";
import { readLine } from "./read-line.ts";
import { refuseOtherKeys } from "./refuse-other-keys.ts";
import type { Expectation, Given, ScriptedConversation, TestFile } from "./test-file.ts";

/**
 * Reads a `*.test.yml` file.
 *
 * @returns all problems at once, sorted by place; `tests` is undefined when one of them is an error.
 */
export function readTests(
  text: string,
  file: string,
): { readonly tests: TestFile | undefined; readonly problems: readonly Problem[] } {
  const problems = collectProblems(file);
  const root = readSource(text, problems);
  const tests = root && readFile(root, file, problems);
  return { tests: problems.hasErrors() ? undefined : tests, problems: problems.sorted() };
}

function readFile(root: SourceNode, file: string, problems: ProblemList): TestFile | undefined {
  if (root.kind !== "map") {
    problems.error("KEY_MISSING", root.at, 'A test file begins with "tests:" and the name of a playbook.');
    return undefined;
  }
  refuseOtherKeys(root, ["tests", "given", "conversations", "coverage"], problems);
  const name = child(root, "tests");
  const playbook = textOf(name);
  const conversations = child(root, "conversations");
  if (playbook === undefined) {
    problems.error("KEY_MISSING", root.at, '"tests:" is missing: it names the playbook.');
  }
  if (conversations?.kind !== "list" || conversations.items.length === 0) {
    problems.error(
      "KEY_MISSING",
      conversations?.at ?? root.at,
      '"conversations:" holds a list of conversations.',
    );
    return undefined;
  }
  const given = readGiven(child(root, "given"), NOTHING_GIVEN, problems);
  const coverage = child(root, "coverage");
  refuseOtherKeys(coverage, ["steps", "branches"], problems);
  return {
    file,
    playbook: playbook ?? "",
    at: name?.at ?? root.at,
    conversations: conversations.items.map((item) => readConversation(item, given, problems)),
    coverage: {
      steps: readPercent(child(coverage, "steps"), problems),
      branches: readPercent(child(coverage, "branches"), problems),
    },
  };
}

const CONVERSATION_KEYS = [
  "name",
  "given",
  "starts",
  "start_at",
  "answers",
  "steps",
  "lead",
  "score",
  "outcome",
  "grade",
  "tags",
];

function readConversation(node: SourceNode, given: Given, problems: ProblemList): ScriptedConversation {
  refuseOtherKeys(node, CONVERSATION_KEYS, problems);
  const name = textOf(child(node, "name"));
  const steps = child(node, "steps");
  const starts = readStarts(child(node, "starts"), problems);
  if (name === undefined) problems.error("KEY_MISSING", node.at, 'Each conversation needs a "name:".');
  if (steps ? steps.kind !== "list" : starts === undefined)
    problems.error("KEY_MISSING", steps?.at ?? node.at, '"steps:" holds a list of lines.');
  const startAt = textOf(child(node, "start_at"));
  const answers = child(node, "answers");
  return {
    name: name ?? "",
    at: node.at,
    given: readGiven(child(node, "given"), given, problems),
    starts,
    startAt,
    answers: startAt === undefined ? {} : readFacts(answers),
    lines: (steps?.items ?? []).flatMap((item) => readLine(item, problems) ?? []),
    expected: [
      ...(startAt === undefined ? expectationsOf(answers, problems) : []),
      ...["outcome", "score", "grade", "tags"].flatMap((key) => expectationOf(node, key)),
      ...expectationsOf(child(node, "lead"), problems),
    ],
  };
}

function readStarts(node: SourceNode | undefined, problems: ProblemList): boolean | undefined {
  if (node === undefined) return undefined;
  const text = textOf(node);
  if (text === "true" || text === "yes") return true;
  if (text === "false" || text === "no") return false;
  problems.error("VALUE_WRONG", node.at, 'Write "starts: true" or "starts: false".');
  return undefined;
}

function expectationsOf(node: SourceNode | undefined, problems: ProblemList): readonly Expectation[] {
  if (node === undefined) return [];
  if (node.kind !== "map")
    problems.error("VALUE_WRONG", node.at, "Write names and values, like { team_size: 80 }.");
  return [...node.entries.keys()].flatMap((key) => expectationOf(node, key));
}

function expectationOf(node: SourceNode, key: string): readonly Expectation[] {
  const entry = node.entries.get(key);
  return entry === undefined ? [] : [{ name: key, value: entry.value.json, at: entry.keyAt }];
}

function readPercent(node: SourceNode | undefined, problems: ProblemList): number | undefined {
  if (node === undefined) return undefined;
  const percent = numberOf(node);
  if (percent !== undefined && percent >= 0 && percent <= 100) return percent;
  problems.error("VALUE_WRONG", node.at, "A floor of coverage is a number from 0 to 100.");
  return undefined;
}
