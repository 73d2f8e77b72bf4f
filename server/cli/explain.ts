import {
  compilePlaybook,
  type Entity,
  type Explanation,
  findEntities,
  labelOf,
  type Playbook,
  type Reading,
  readAnswer,
  type Situation,
  type Value,
} from "../../engine/index.ts";
import { SHIPPED_VECTORS } from "../understand/shipped-vectors.ts";
import { findPlaybook } from "./find-playbook.ts";
import { PathError } from "./site-files.ts";
import type { ExitStatus, Terminal } from "./terminal.ts";

export interface ExplainOptions {
  /** A file, or the name of a playbook. */
  readonly playbook: string;
  readonly dir: string;
  /** The question that is open; undefined: none. */
  readonly at: string | undefined;
  /** Answers given before, each as name=value. */
  readonly known: readonly string[];
  readonly json: boolean;
}

/**
 * `parley explain MESSAGE --playbook X [--at QUESTION] [--known NAME=VALUE…] [--json]`: says how a message is read: which
 * rule decided and why, what the runner-up was, what every other rule made of it, and how the topics rank.
 *
 * @returns 0; 1 the playbook has errors; 2 there is no such playbook or question.
 */
export async function explain(
  message: string,
  options: ExplainOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  try {
    const { playbook, library, site } = await findPlaybook(options.playbook, options.dir, terminal.cwd);
    if (playbook === undefined) {
      terminal.err(
        `parley explain: ${options.playbook} has errors. parley check ${options.playbook} lists them.`,
      );
      return 1;
    }
    const compiled = compilePlaybook(playbook, "explain", library, { embedding: SHIPPED_VECTORS });
    const explanation = compiled.understanding.explain(message, situationOf(compiled.playbook, options));
    const world = { now: terminal.now(), timeZone: site.timeZone, country: "US" };
    const entities = findEntities(message, world);
    terminal.out(
      options.json
        ? JSON.stringify({ ...explanation, entities }, undefined, 2)
        : [explanationText(explanation), ...entitiesText(entities)].join("\n"),
    );
    return 0;
  } catch (fault) {
    if (!(fault instanceof PathError)) throw fault;
    terminal.err(`parley explain: ${fault.message}`);
    return 2;
  }
}

/** @throws {PathError} when a question is not there, or a value does not answer it. */
function situationOf({ questions }: Playbook, { at, known }: ExplainOptions): Situation {
  const named = (name: string) => {
    const question = questions.get(name);
    if (question !== undefined) return question;
    throw new PathError(`there is no question "${name}"; there are ${[...questions.keys()].join(", ")}`);
  };
  const answers = known.map((pair): [string, Value] => {
    const [name = "", ...value] = pair.split("=");
    const read = readAnswer(named(name), value.join("="));
    if (read.ok) return [name, read.value];
    throw new PathError(`"${value.join("=")}" is no answer to ${name}. Write --known ${name}=VALUE.`);
  });
  return { open: at === undefined ? undefined : named(at), known: new Map(answers) };
}

/** For people: what was decided, by which rule, and what else was in the running. */
export function explanationText({ reading, rule, runnerUp, rules, topics }: Explanation): string {
  const second = topics[1];
  const lines = topics
    .slice(0, 5)
    .map(({ name, probability, nearest }) => [`  ${probability.toFixed(2)}  ${name}`, `near "${nearest}"`]);
  return [
    `It is ${readingText(reading)}.`,
    `Decided by rule ${rule}: ${reading.because}.`,
    ...(reading.is === "topic" && second !== undefined
      ? [`Runner-up among the topics: ${second.name}, ${second.probability.toFixed(2)}.`]
      : []),
    runnerUp === undefined
      ? "No other rule would have taken it."
      : `Runner-up: rule ${runnerUp.rule}, ${readingText(runnerUp.reading)} (${runnerUp.reading.because}).`,
    "",
    "What the rules made of it, in their order:",
    ...rules.map((each) => `  ${each.rule}: ${each.because ?? "nothing"}`),
    ...(topics.length === 0 ? [] : ["", "The topics, the likeliest first:"]),
    ...lines.map((parts) => parts.join("  ")),
  ].join("\n");
}

function entitiesText(entities: readonly Entity[]): readonly string[] {
  if (entities.length === 0) return [];
  return ["", "It names:", ...entities.map(({ kind, value, text }) => `  ${kind}  ${value}  in "${text}"`)];
}

function readingText(reading: Reading): string {
  switch (reading.is) {
    case "answer":
      return `an answer: ${[{ question: reading.question, value: reading.value }, ...reading.also].map(toldText).join(", ")}`;
    case "told":
      return `told unasked: ${reading.also.map(toldText).join(", ")}`;
    case "refused":
      return `meant as an answer to ${reading.question}, and not taken`;
    case "change":
      return reading.value === undefined
        ? `a wish to change ${reading.question}`
        : `a change: ${toldText({ question: reading.question, value: reading.value })}`;
    case "built_in":
      return `the built-in ${reading.name}`;
    case "topic": {
      const also = (reading.also ?? []).map(toldText);
      return `the topic ${reading.name}${also.length > 0 ? `, and told beside it: ${also.join(", ")}` : ""}`;
    }
    case "unsure":
      return `unclear: the bot asks back "${reading.between.map(({ says }) => says).join('" or "')}"`;
    case "nothing":
      return "not understood";
  }
}

function toldText({ question, value }: { readonly question: string; readonly value: Value }): string {
  return `${question} = ${labelOf(value)}`;
}
