import type { Playbook, Topic } from "../playbook/playbook.ts";
import type { AnswerKind, Check, Question } from "../questions/question.ts";

const AT = { line: 1, column: 1 };

/** A question as the reader of playbooks would make it, for tests that need no file. */
export function sampleQuestion(
  name: string,
  kind: AnswerKind,
  ask: string,
  more: Partial<Omit<Question, "choices" | "check">> & {
    readonly choices?: readonly (string | { readonly label: string; readonly also: readonly string[] })[];
    readonly check?: readonly Pick<Check, "operator" | "value">[];
  } = {},
): Question {
  const { choices = [], check = [], ...rest } = more;
  return {
    name,
    kind,
    ask: { source: ask, parts: [ask], at: AT },
    choices: choices.map((choice) => (typeof choice === "string" ? { label: choice, also: [] } : choice)),
    check: check.map((line) => ({ ...line, sorry: undefined, at: AT })),
    choicesFrom: undefined,
    pick: "one",
    optional: false,
    sorry: undefined,
    why: undefined,
    called: name.replaceAll("_", " "),
    from: undefined,
    to: undefined,
    private: false,
    topics: true,
    at: AT,
    ...rest,
  };
}

/** A playbook with nothing but questions, topics and perhaps start rules, for tests that need no file. */
export function samplePlaybook(
  questions: readonly Question[],
  topics: Readonly<Record<string, readonly string[]>> = {},
  more: Partial<Playbook> = {},
): Playbook {
  return {
    name: "sample",
    title: "Sample",
    language: "en",
    alsoIn: [],
    file: "sample.playbook.yml",
    startWhen: [],
    questions: new Map(questions.map((question) => [question.name, question])),
    score: [],
    grades: undefined,
    lead: { uniqueBy: undefined, fields: [] },
    sections: new Map([["start", { name: "start", steps: [], at: AT }]]),
    topics: Object.entries(topics).map(([name, peopleSay]) => sampleTopic(name, peopleSay)),
    ifSilent: [],
    ifStuck: undefined,
    promises: undefined,
    whenChanged: "move",
    renamed: new Map(),
    ...more,
  };
}

function sampleTopic(name: string, peopleSay: readonly string[]): Topic {
  return { name, peopleSay, reply: undefined, do: [], goto: undefined, at: AT };
}
