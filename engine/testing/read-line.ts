import { fixOfKey } from "../playbook/shape.ts";
import { didYouMean } from "../problems/did-you-mean.ts";
import type { Place } from "../problems/problem.ts";
import type { ProblemList } from "../problems/problem-list.ts";
import { child, oneOrMany, type SourceEntry, type SourceNode, textOf } from "../problems/source-node.ts";
import { readSpan } from "../time/read-span.ts";
import { readServiceAnswer } from "./read-service-answer.ts";
import type { TestLine } from "./test-file.ts";

const VERBS = ["bot", "show", "user", "tap", "wait", "rep", "service", "event"];

/** Reads one line of `steps:`; undefined after a problem. */
export function readLine(node: SourceNode, problems: ProblemList): TestLine | undefined {
  const [entry, ...more] = node.entries.values();
  if (entry === undefined || more.length > 0) {
    problems.error("TEST_LINE_WRONG", node.at, 'One line, one thing: write it like "- user: Hello".');
    return undefined;
  }
  const { key, keyAt, value } = entry;
  switch (key) {
    case "bot":
    case "show":
      return { is: key, globs: readTexts(entry, problems), at: keyAt };
    case "user": {
      const file = textOf(child(value, "file"));
      if (file !== undefined && value.entries.size === 1) return { is: "file", name: file, at: keyAt };
      return { is: "user", texts: readTexts(entry, problems), at: keyAt };
    }
    case "tap":
      return { is: "tap", labels: readTexts(entry, problems), at: keyAt };
    case "wait":
      return readWait(value, keyAt, problems);
    case "rep":
      return readRep(value, keyAt, problems);
    case "service":
      return readService(value, keyAt, problems);
    case "event":
      return readEvent(value, keyAt, problems);
    default:
      problems.error(
        "TEST_LINE_WRONG",
        keyAt,
        `I don't know "${key}" here.${didYouMean(key, VERBS)}`,
        fixOfKey(entry, VERBS, node),
      );
      return undefined;
  }
}

/** One text, or a list of texts, as they stand in the file: `012` is not 12. */
function readTexts({ key, keyAt, value }: SourceEntry, problems: ProblemList): readonly string[] {
  const texts = oneOrMany(value).map(textOf);
  const known = texts.filter((text) => text !== undefined);
  if (known.length === 0 || known.length < texts.length) {
    problems.error("TEST_LINE_WRONG", keyAt, `"${key}:" needs a text, or a list of texts.`);
  }
  return known;
}

function readService(value: SourceNode, at: Place, problems: ProblemList): TestLine | undefined {
  const [entry, ...more] = value.entries.values();
  if (entry !== undefined && more.length === 0) {
    return { is: "service", service: entry.key, answer: readServiceAnswer(entry.value), at };
  }
  const message = 'Write what one service answers, like "- service: { crm.create_task: fails }".';
  problems.error("TEST_LINE_WRONG", value.at, message);
  return undefined;
}

function readEvent(value: SourceNode, at: Place, problems: ProblemList): TestLine | undefined {
  const event = textOf(value);
  if (event !== undefined) return { is: "event", event, at };
  problems.error("TEST_LINE_WRONG", at, '"event:" needs the name of an event.');
  return undefined;
}

function readWait(value: SourceNode, at: Place, problems: ProblemList): TestLine | undefined {
  const text = textOf(value) ?? "";
  const span = readSpan(text);
  if (span) return { is: "wait", span, at };
  problems.error(
    "SPAN_WRONG",
    value.at,
    `"${text}" is not a time span. Write it like "61 seconds" or "2 days".`,
  );
  return undefined;
}

function readRep(value: SourceNode, at: Place, problems: ProblemList): TestLine | undefined {
  const outcome = textOf(child(value, "closes"));
  if (outcome !== undefined && value.entries.size === 1) return { is: "rep", does: "closes", outcome, at };
  const text = textOf(value);
  if (text === "joins" || text === "leaves" || text === "vanishes") return { is: "rep", does: text, at };
  if (text !== undefined) return { is: "rep", does: "says", text, at };
  problems.error(
    "TEST_LINE_WRONG",
    value.at,
    'A rep joins, leaves, vanishes, { closes: outcome }, or says a text: "- rep: Hello".',
  );
  return undefined;
}
