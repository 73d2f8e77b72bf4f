import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { isBuiltIn } from "../compile/root-events.ts";
import { templateText } from "../compile/template-text.ts";
import { valuesOf } from "../compile/values.ts";
import type { Value } from "../conditions/condition.ts";
import type { Lookup } from "../conditions/lookup.ts";
import type { Context } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import { counting } from "../machine/memory.ts";
import type { Rest } from "../machine/state.ts";
import { languageOf } from "../machine/voice.ts";
import { calledIn } from "../questions/labels.ts";
import type { Question } from "../questions/question.ts";
import { builtInText } from "../texts/built-in-texts.ts";
import type { Reading } from "../understand/reading.ts";
import { asOffered, CLOSING_CHOICES, choicesOf, chosenBy, itemsFor } from "./choices.ts";
import { offeredTopic } from "./did-you-mean.ts";
import { isForVisitorAlone } from "./for-visitor-alone.ts";
import { wordsFor } from "./known-of-visitor.ts";
import type { TurnEvent, Upload } from "./turn.ts";

/** What a visitor's message comes to. */
export interface Heard {
  /** What the visitor sees as their own message. */
  readonly text: string;
  readonly reading: Reading | undefined;
  /** Undefined: a person owns the turn and hears it. */
  readonly event: MachineEvent | undefined;
  /** The declared question that it answers, so that it can be changed later. */
  readonly answers: string | undefined;
  /** What they sent beside words. */
  readonly file?: Upload;
  /** It answers a private question, or tries to: not for reps. */
  readonly isPrivate?: boolean;
}

export type MessageEvent = Extract<TurnEvent, { type: "message" }>;

/** Reads a message where the talk rests. Undefined: it names a choice that was never offered. */
export function hear(
  compiled: CompiledPlaybook,
  context: Context,
  rest: Rest,
  message: MessageEvent,
): Heard | undefined {
  const heard = hearAny(compiled, context, rest, message);
  return heard && isForVisitorAlone(compiled.playbook, rest, heard) ? { ...heard, isPrivate: true } : heard;
}

function hearAny(
  compiled: CompiledPlaybook,
  context: Context,
  rest: Rest,
  message: MessageEvent,
): Heard | undefined {
  if (message.text !== undefined) return hearText(compiled, context, rest, message.text);
  if (message.file !== undefined) return hearFile(compiled, context, rest, message.file);
  if (message.change !== undefined) return hearChange(compiled, context, message.change);
  return hearChoices(compiled, context, rest, message.choices ?? [message.choice ?? ""]);
}

function hearText(compiled: CompiledPlaybook, context: Context, rest: Rest, text: string): Heard {
  const known = new Map([...counting(context)].map(([name, kept]): [string, Value] => [name, kept.value]));
  const lookup = valuesOf(compiled.playbook, context);
  const open = rest.question && asOffered(rest.question, lookup);
  const reading = (compiled.understandings.get(rest.scope) ?? compiled.understanding).read(text, {
    open,
    known,
  });
  if (rest.status === "human" && !leaves(reading))
    return { text, reading: undefined, event: undefined, answers: undefined };
  const event = eventOf(compiled, context, reading);
  return { text, reading, event, answers: answered(rest, event) };
}

/** With a human only "stop" and "forget me" are for the machine. */
function leaves(reading: Reading): boolean {
  return reading.is === "built_in" && (reading.name === "stop" || reading.name === "forget_me");
}

function answered(rest: Rest, event: MachineEvent | undefined): string | undefined {
  return event?.type === "answer" && rest.declared ? event.question : undefined;
}

function eventOf(compiled: CompiledPlaybook, context: Context, reading: Reading): MachineEvent {
  switch (reading.is) {
    case "answer":
      return answerEvent(
        compiled,
        context,
        reading.question,
        itemsOf(compiled, context, reading.question, reading.value),
        reading.also,
      );
    case "refused":
      return { type: "refused", sorry: sorryOf(compiled, context, reading.question, reading.check) };
    case "change":
      return reading.value === undefined
        ? { type: "change", question: reading.question }
        : correctEvent(
            compiled,
            context,
            reading.question,
            itemsOf(compiled, context, reading.question, reading.value),
          );
    case "built_in":
      return { type: reading.name };
    case "topic":
      return isBuiltIn(reading.name)
        ? { type: reading.name as "human" }
        : { type: `topic:${reading.name}`, also: reading.also ?? [] };
    case "told":
      return { type: "told", also: reading.also };
    case "unsure":
    case "nothing":
      return { type: "nothing" };
  }
}

function itemsOf({ playbook }: CompiledPlaybook, context: Context, name: string, value: Value): Value {
  const question = playbook.questions.get(name);
  return question ? itemsFor(question, value, valuesOf(playbook, context)) : value;
}

function answerEvent(
  compiled: CompiledPlaybook,
  context: Context,
  question: string,
  value: Value,
  also: Extract<MachineEvent, { type: "answer" }>["also"],
): MachineEvent {
  return {
    type: "answer",
    question,
    value,
    also,
    confirm: confirmationOf(compiled, question, value, context),
  };
}

function correctEvent(
  compiled: CompiledPlaybook,
  context: Context,
  question: string,
  value: Value,
): MachineEvent {
  return { type: "correct", question, value, confirm: confirmationOf(compiled, question, value, context) };
}

/** "Changed team size to 3." */
export function confirmationOf(
  { playbook }: CompiledPlaybook,
  question: string,
  value: Value,
  context: Context,
): string {
  const language = languageOf(context, playbook.language);
  const declared = playbook.questions.get(question);
  return builtInText("changed", language, {
    called: declared ? calledIn(declared, language) : question,
    value: wordsFor(declared, value, language),
  });
}

function sorryOf(
  { playbook }: CompiledPlaybook,
  context: Context,
  question: string,
  check: number | undefined,
): string | null {
  const sorry = check === undefined ? undefined : playbook.questions.get(question)?.check[check]?.sorry;
  return sorry ? templateText(playbook, context, sorry) : null;
}

/** An upload answers an open question for a file; people see it as well. Elsewhere nobody asked for it. */
function hearFile(compiled: CompiledPlaybook, context: Context, rest: Rest, file: Upload): Heard | undefined {
  const heard = { text: file.name, reading: undefined, file };
  if (rest.status === "human") return { ...heard, event: undefined, answers: undefined };
  if (rest.status === "waiting") return { ...heard, event: { type: "nothing" }, answers: undefined };
  if (rest.question?.kind !== "file") return undefined;
  const { id, name, type, size } = file;
  const event = answerEvent(compiled, context, rest.question.name, { id, name, type, size, label: name }, []);
  return { ...heard, event, answers: answered(rest, event) };
}

const CHANGE = "change:";

/** The id of the "Change" button on an answer. */
export function changeIdOf(question: string): string {
  return `${CHANGE}${question}`;
}

function hearChange({ playbook }: CompiledPlaybook, context: Context, id: string): Heard | undefined {
  const question = playbook.questions.get(id.slice(CHANGE.length));
  if (!id.startsWith(CHANGE) || !question || !counting(context).has(question.name)) return undefined;
  const event: MachineEvent = { type: "change", question: question.name };
  const language = languageOf(context, playbook.language);
  const text = builtInText("change", language, { called: calledIn(question, language) });
  return { text, reading: undefined, event, answers: undefined };
}

/** A tapped button: an answer to the open question, a change of an earlier one, or one of the closing line's. */
function hearChoices(
  compiled: CompiledPlaybook,
  context: Context,
  rest: Rest,
  ids: readonly string[],
): Heard | undefined {
  const language = languageOf(context, compiled.playbook.language);
  const closing = CLOSING_CHOICES.find(({ id }) => id === ids[0]);
  if (closing)
    return {
      text: builtInText(closing.label, language),
      reading: undefined,
      event: { type: closing.event },
      answers: undefined,
    };
  const topic = offeredTopic(compiled.topics.get(rest.scope) ?? compiled.playbook.topics, ids);
  if (topic) {
    const event = eventOf(compiled, context, { is: "topic", name: topic.name, because: "a tapped button" });
    return { text: topic.says, reading: undefined, event, answers: undefined };
  }
  const lookup = valuesOf(compiled.playbook, context);
  if (rest.question) {
    const asked = tapped(rest.question, ids, lookup, language);
    const event = asked && answerEvent(compiled, context, rest.question.name, asked.value, []);
    if (event) return { text: asked.text, reading: undefined, event, answers: answered(rest, event) };
  }
  for (const question of compiled.playbook.questions.values()) {
    const found = tapped(question, ids, lookup, language);
    if (found) {
      const event = correctEvent(compiled, context, question.name, found.value);
      return { text: found.text, reading: undefined, event, answers: question.name };
    }
  }
  return undefined;
}

function tapped(
  question: Question,
  ids: readonly string[],
  lookup: Lookup,
  language: string,
): { readonly text: string; readonly value: Value } | undefined {
  const choices = chosenBy(choicesOf(question, lookup, language), ids);
  const [first] = choices ?? [];
  if (!choices || !first) return undefined;
  if (question.pick === "many") {
    return { text: choices.map(({ label }) => label).join(", "), value: choices.map(({ value }) => value) };
  }
  return choices.length === 1 ? { text: first.label, value: first.value } : undefined;
}
