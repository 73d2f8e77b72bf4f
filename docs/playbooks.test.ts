import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import {
  atLocalTime,
  compilePlaybook,
  defaultSite,
  type Playbook,
  Rehearsal,
  readPlaybook,
  readServices,
  readSite,
  readTests,
  readTexts,
  runTests,
  transcriptLine,
} from "../engine/index.ts";
import { questionSchema } from "../engine/playbook/question-schema.ts";
import { ANSWER_KINDS } from "../engine/playbook/read-questions.ts";
import { VERBS } from "../engine/steps/index.ts";

const page = readFileSync(new URL("playbooks.md", import.meta.url), "utf8");

interface Example {
  readonly line: number;
  readonly heading: string;
  readonly text: string;
  /** It stands below "Wrong", and must be told. */
  readonly wrong: boolean;
  /** The conversation below it, if one is shown. */
  readonly talk: string | undefined;
}

const examples = examplesIn(page);

function examplesIn(text: string): readonly Example[] {
  const blocks = text.matchAll(/^```yaml\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gm);
  return [...blocks].map(({ index, 1: yaml = "", 2: talk }) => {
    const before = text.slice(0, index);
    const heading =
      before
        .match(/^#+ .*$/gm)
        ?.at(-1)
        ?.replace(/^#+ /, "") ?? "";
    return {
      line: before.split("\n").length,
      heading,
      text: yaml,
      talk,
      wrong: /^Wrong:.*\n\n$/m.test(before.slice(-200)),
    };
  });
}

/** What the fragments of the page speak of, so that each can be checked as a part of a whole. */
const QUESTIONS: Readonly<Record<string, string>> = {
  name: "{ ask: Name?, answer: name }",
  email: "{ ask: Email?, answer: email }",
  team_size: "{ ask: How many?, answer: number }",
  role: "{ ask: Role?, choices: [Founder, Sales, IT] }",
  goals: "{ ask: Goals?, choices: [More leads, Faster replies], pick: many }",
  budget: "{ ask: Budget?, answer: money, optional: true }",
  timeline: "{ ask: When?, choices: [Now, Later] }",
  depth: "{ ask: How deep?, answer: number }",
  parcel: "{ ask: Parcel?, answer: text }",
  day: "{ ask: Day?, answer: date }",
  at: "{ ask: At?, answer: time }",
};

/** Steps stand in a talk that has asked everything before; keys stand beside a small talk. */
function wholeOf(fragment: string): string {
  const isSteps = fragment.startsWith("- ");
  const has = (key: string) => new RegExp(`^${key}:`, "m").test(fragment);
  const own = has("questions") ? [...fragment.matchAll(/^ {2}(\w+):/gm)].map(([, name = ""]) => name) : [];
  const others = Object.entries(QUESTIONS).filter(([name]) => !own.includes(name));
  const declared = `questions:\n${others.map(([name, value]) => `  ${name}: ${value}\n`).join("")}`;
  const ask = `    - ask: [${[...others.map(([name]) => name), ...own].join(", ")}]\n`;
  const steps = isSteps ? fragment.trimEnd().replaceAll(/^/gm, "    ") : "    - say: Hello";
  const end = /^- end:|^ {2}when_back:/m.test(fragment) ? "" : "    - goto: by_email\n";
  const talk = `talk:\n  start:\n${ask}${steps}\n${end}  by_email: [{ ask: email }, { end: met }]\n`;
  return [
    "playbook: fragment\n",
    has("questions") ? fragment.replace("questions:\n", declared) : declared,
    isSteps || has("questions") ? "" : fragment,
    has("talk") ? "" : talk.replace(end === "" ? /^ {2}by_email.*\n/m : /$^/, ""),
  ].join("");
}

function errorsIn({ text }: Example): readonly string[] {
  if (text.startsWith("site:")) return sentences(readSite(text, "site.yml").problems);
  if (text.startsWith("services:")) return sentences(readServices(text, "services.yml").problems);
  if (text.startsWith("texts_of:")) {
    const playbook = playbooks.get(/^texts_of: (.*)$/m.exec(text)?.[1] ?? "");
    return playbook
      ? sentences(
          readTexts(text, `${playbook.name}.de.yml`, playbook).problems.filter(
            // A piece of a file leaves the rest out.
            ({ code }) => code !== "TRANSLATION_MISSING",
          ),
        )
      : ["there is no such playbook"];
  }
  if (text.startsWith("tests:")) return sentences(readTests(text, "x.test.yml").problems);
  const whole = text.startsWith("playbook:") ? text : wholeOf(text);
  const { problems } = readPlaybook(whole, "x.playbook.yml");
  return sentences(problems.filter(({ severity }) => severity === "error"));
}

function sentences(
  problems: readonly { readonly at: { readonly line: number }; readonly message: string }[],
) {
  return problems.map(({ at, message }) => `${at.line}: ${message}`);
}

const playbooks = new Map<string, Playbook>(
  examples.flatMap(({ text }) => {
    const { playbook } = text.startsWith("playbook:") ? readPlaybook(text, "x.playbook.yml") : {};
    return playbook ? [[playbook.name, playbook] as const] : [];
  }),
);

describe("the page on playbooks", () => {
  test("has an example for each verb, in a section of its own", () => {
    const headings = new Set(examples.map(({ heading }) => heading));
    const missing = VERBS.map(({ verb }) => verb).filter((verb) => !headings.has(verb));
    expect(missing).toEqual(["book"]);
    expect(page).toContain("### book\n");
  });

  test("names every key of a question and every kind of answer", () => {
    const { properties } = questionSchema;
    const missing = [...Object.keys(properties), ...ANSWER_KINDS].filter(
      (key) => !page.includes(`\`${key}\``),
    );
    expect(missing).toEqual([]);
  });

  const named = examples.map((example) => [`line ${example.line}, ${example.heading}`, example] as const);
  test.each(named.filter(([, { wrong }]) => !wrong))("%s is right", (_, example) => {
    expect(errorsIn(example)).toEqual([]);
  });

  test.each(named.filter(([, { wrong }]) => wrong))("%s is wrong", (_, example) => {
    expect(errorsIn(example)).not.toEqual([]);
  });

  test("control: a fault in an example is found", () => {
    const [first] = examples;
    const broken = { line: 1, heading: "", talk: undefined, wrong: false };
    expect(
      errorsIn({ ...broken, text: first?.text.replace("answer: name", "anwser: name") ?? "" }),
    ).not.toEqual([]);
    expect(errorsIn({ ...broken, text: "- sya: Hello\n" })).not.toEqual([]);
    expect(
      errorsIn({ ...broken, text: "questions:\n  size: { ask: How many?, answer: nubmer }\n" }),
    ).not.toEqual([]);
  });

  const talks = examples.filter(({ talk }) => talk !== undefined);
  test.each(talks.map((example) => [example.heading, example] as const))(
    "the conversation below %s is what happens",
    (_, { text, talk = "" }) => {
      const [name = ""] = /(?<=^playbook: ).*/.exec(text) ?? [];
      const playbook = playbooks.get(name);
      if (!playbook) throw new Error(`${name} was not read`);
      expect(`${played(playbook, talk).join("\n")}\n`).toBe(talk);
    },
  );

  test("says of each thing that is not built yet what happens instead, and of nothing else", () => {
    const { problems } = readPlaybook(PROBE, "probe.playbook.yml");
    const warned = problems.filter(({ code }) => code === "NOT_BUILT_YET").map(({ message }) => message);
    const table = /^## Not built yet\n([\s\S]*?)^## /m.exec(page)?.[1] ?? "";
    const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, key = ""]) => key);
    expect(listed.filter((key) => !warned.some((message) => message.includes(key)))).toEqual([]);
    expect(warned.filter((message) => !listed.some((key) => message.includes(key)))).toEqual([]);
  });

  test("there are conversations and tests on it", () => {
    expect(talks.length).toBeGreaterThanOrEqual(6);
    const files = examples.flatMap(({ text }) => readTests(text, "x.test.yml").tests ?? []);
    expect(files).toHaveLength(3);
    const run = runTests(files, [...playbooks.values()], defaultSite());
    expect(run.conversations.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(run.passed).toBe(true);
  });
});

/** Every key that a version may read without heeding it. */
const PROBE = `
playbook: probe
start_when: [{ page: /x, event: a, after: 3 seconds, on: [web, email], give: { a: b }, not_seen_for: 7 days }]
questions:
  q: { ask: Q?, answer: consent, for: marketing, remember: 90 days, private: true, topics: false }
  r: { ask: R?, needs_consent: marketing }
lead: { save: at_the_end }
talk:
  start:
    - ask: [q, r]
    - say: { plain: A, warm: B, playful: C }
    - if: { formula: "r == 'x'" }
      then: [{ book: meeting, if_fails: [{ end: no }] }]
    - end: done
promises: { ends_in: [done, no] }
`;

/** The visitor's lines and pauses are done as they stand; the bot's are what comes of them. */
function played(playbook: Playbook, talk: string): readonly string[] {
  const rehearsal = new Rehearsal({
    compiled: compilePlaybook(playbook, "1"),
    site: defaultSite(),
    online: new Map(),
    now: atLocalTime({ local: "2026-11-23 10:00", zone: undefined }, "Europe/Berlin"),
  });
  rehearsal.take({ type: "begin", visitor: "v1", facts: {} });
  for (const line of talk.trimEnd().split("\n")) {
    const days = /\((\d+) days? later\)/.exec(line)?.[1];
    if (days !== undefined) rehearsal.waitUntil(rehearsal.now + Number(days) * 86_400_000);
    else if (line.startsWith("visitor"))
      rehearsal.take({ type: "message", text: line.slice("visitor  ".length) });
  }
  return rehearsal.shown.map(transcriptLine);
}
