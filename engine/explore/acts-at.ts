import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { valuesOf } from "../compile/values.ts";
import { REP_OUTCOMES } from "../compile/with-human.ts";
import type { Value } from "../conditions/condition.ts";
import { type Context, own } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import { latest } from "../machine/memory.ts";
import type { Rest } from "../machine/state.ts";
import type { Topic } from "../playbook/playbook.ts";
import type { Services } from "../playbook/service.ts";
import type { Question } from "../questions/question.ts";
import { choicesOf } from "../turn/choices.ts";
import type { Position } from "../turn/move.ts";
import { BUILT_INS } from "../understand/reading.ts";
import type { Act } from "./act.ts";
import { type Answers, choiceSamples, makeSamples, type Sample } from "./samples.ts";
import { makeServiceAnswers } from "./service-answers.ts";

/** Something that can happen at a place, and the event that the machine gets for it. */
export interface Chance {
  readonly act: Act;
  readonly event: MachineEvent;
  /**
   * on: the talk goes on by it. leaves: the visitor gives up or begins anew, which is a way out of everything and proves
   * nothing. rep: a person does it.
   */
  readonly kind: "on" | "leaves" | "rep";
}

/** Names that a test would give to people. */
const REP = "Rep";
const MOST_ITEMS = 3;

export interface Chances {
  at(position: Position): readonly Chance[];
  /** Why not everything that can happen was tried; each once. */
  readonly limits: ReadonlySet<string>;
}

/**
 * What can happen at each place: one of each class of answers, and all that comes from outside.
 *
 * @param everyTime also what is the same wherever it is said, at every place
 */
export function makeChances(
  compiled: CompiledPlaybook,
  services: Services,
  { everyTime = false }: { readonly everyTime?: boolean } = {},
): Chances {
  const samples = makeSamples(compiled);
  const serviceAnswers = makeServiceAnswers(compiled, services);
  /** What does the same wherever it is said is tried once at each step, or once at all. */
  const tried = new Set<string>();
  const limits = new Set<string>();
  const once = (key: string, chances: () => readonly Chance[]): readonly Chance[] => {
    if (!everyTime && tried.has(key)) return [];
    tried.add(key);
    return chances();
  };

  const answersTo = (question: Question, context: Context): Answers => {
    if (question.choicesFrom === undefined) {
      const answers = samples(question);
      if (answers.limit !== undefined) limits.add(answers.limit);
      return answers;
    }
    const items = choicesOf(question, valuesOf(compiled.playbook, context)).slice(0, MOST_ITEMS);
    return {
      valid: choiceSamples(
        question,
        items.map(({ value }) => value),
      ),
      invalid: { is: "user", text: "zxcv qwert" },
      limit: undefined,
    };
  };

  const atQuestion = (question: Question, rest: Rest, { value, context }: Position): readonly Chance[] => {
    const { valid, invalid } = answersTo(question, context);
    const isChange = value.startsWith("change:");
    const all = isChange || compiled.steps.get(value)?.step.verb === "change_answer";
    // A change equals having answered so at first: here it is walked past with the answer as it is.
    const taken = all ? [asItIs(question, valid, context)].filter((sample) => sample !== undefined) : valid;
    const answers = taken.map(
      ({ act, value }): Chance => ({
        act,
        event: { type: "answer", question: question.name, value, also: [], confirm: "" },
        kind: "on",
      }),
    );
    return [
      ...answers,
      ...(all ? [] : failedTry(question, invalid)),
      ...(question.topics ? topicsAt(rest, context) : []),
      ...anytimeAt(rest, value, context),
      ...once(`silence ${value}`, () => clocksOf(rest)),
    ];
  };

  const topicsAt = (rest: Rest, { portable }: Context): readonly Chance[] => {
    const heard = compiled.topics.get(rest.scope) ?? compiled.playbook.topics;
    return heard.flatMap((topic) => {
      if (isBuiltIn(topic.name)) return [];
      const chance: Chance = {
        act: { is: "user", text: topic.peopleSay[0] ?? topic.name },
        event: { type: `topic:${topic.name}`, also: [] },
        kind: "on",
      };
      if (!leadsAway(topic)) return once(`topic ${topic.name}`, () => [chance]);
      return portable.detours.length === 0 ? [chance] : [];
    });
  };

  const anytimeAt = (rest: Rest, value: string, { portable }: Context): readonly Chance[] => {
    if (portable.detours.some(({ is }) => is === "start_over")) return [];
    const heard = compiled.topics.get(rest.scope) ?? compiled.playbook.topics;
    const named = heard.filter(({ name }) => isBuiltIn(name) && name !== "human" && name !== "stop");
    return [
      said("I want to talk to a person", { type: "human" }, "on"),
      ...once(`stop ${value}`, () => [said("stop", { type: "stop" }, "leaves")]),
      ...once(`start over ${value}`, () => [said("start over", { type: "start_over" }, "leaves")]),
      ...named.flatMap(({ name }) =>
        once(`${name} ${value}`, () => [said(BUILT_IN_WORDS[name] ?? name, { type: name as "human" }, "on")]),
      ),
    ];
  };

  const atCall = ({ value, context }: Position, rest: Rest): readonly Chance[] => {
    const step = compiled.steps.get(value)?.step;
    const result = own(context.portable.results, context.walk.rest);
    const open =
      result?.ok === null ? result : Object.values(context.portable.results).find(({ ok }) => ok === null);
    const clocks = clocksOf(rest);
    if (step?.verb !== "call" || open === undefined) return clocks;
    return [
      ...serviceAnswers(step).map(
        (answer): Chance => ({
          act: { is: "service", service: step.service, answer },
          event: {
            type: "service",
            id: open.id,
            ok: answer.does === "answers",
            data: answer.does === "answers" ? answer.data : null,
          },
          kind: "on",
        }),
      ),
      ...clocks,
    ];
  };

  return {
    limits,
    at(position) {
      const rest = compiled.rests.get(position.value);
      switch (rest?.status) {
        case "bot":
          return rest.question ? atQuestion(rest.question, rest, position) : atCall(position, rest);
        case "waiting":
          return [joins, ...clocksOf(rest), ...once(`stop ${position.value}`, () => [stops])];
        case "human":
          return personActs(position.value);
        default:
          return [];
      }
    },
  };
}

const BUILT_IN_WORDS: Readonly<Record<string, string>> = {
  forget_me: "forget me",
  start_over: "start over",
  are_you_a_bot: "are you a bot?",
  my_data: "what do you know about me?",
  why: "why do you ask?",
  repeat: "repeat",
  skip: "skip",
};

function isBuiltIn(name: string): boolean {
  return (BUILT_INS as readonly string[]).includes(name);
}

function leadsAway({ goto, do: steps }: Topic): boolean {
  return goto !== undefined || steps.length > 0;
}

function said(text: string, event: MachineEvent, kind: Chance["kind"]): Chance {
  return { act: { is: "user", text }, event, kind };
}

const joins: Chance = {
  act: { is: "rep", does: "joins" },
  event: { type: "rep_joined", name: REP },
  kind: "rep",
};
const stops = said("stop", { type: "stop" }, "leaves");

function failedTry(question: Question, invalid: Act | undefined): readonly Chance[] {
  const isSkip = invalid?.is === "user" && invalid.text === "skip";
  const failed: Chance[] = invalid
    ? [{ act: invalid, event: { type: isSkip ? "skip" : "nothing" }, kind: "on" }]
    : [];
  return question.optional ? [...failed, said("skip", { type: "skip" }, "on")] : failed;
}

function asItIs({ name }: Question, valid: readonly Sample[], context: Context): Sample | undefined {
  const index = latest(context, name);
  const now: Value | undefined = index === undefined ? undefined : context.portable.answers[index]?.value;
  return valid.find(({ value }) => JSON.stringify(value) === JSON.stringify(now)) ?? valid[0];
}

/** That the team closes is the same as that nobody comes. */
function clocksOf({ clocks }: Rest): readonly Chance[] {
  return clocks.flatMap(({ clock, index }): readonly Chance[] =>
    clock === "closes"
      ? []
      : [
          {
            act: { is: "clock", clock, index },
            event: { type: "clock", clock, index },
            kind: clock === "silent" ? "leaves" : "on",
          },
        ],
  );
}

function personActs(state: string): readonly Chance[] {
  const vanishes: Chance = {
    act: { is: "rep", does: "vanishes" },
    event: { type: "rep_vanished", name: REP },
    kind: "rep",
  };
  return [
    { act: { is: "rep", does: "leaves" }, event: { type: "rep_left", name: REP, step: null }, kind: "rep" },
    ...(state.endsWith("|human") ? [vanishes] : []),
    ...REP_OUTCOMES.map(
      (outcome): Chance => ({
        act: { is: "rep", does: "closes", outcome },
        event: { type: "rep_closed", name: REP, outcome },
        kind: "rep",
      }),
    ),
  ];
}
