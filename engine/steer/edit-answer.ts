import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { isPrivate } from "../compile/private-names.ts";
import { mayRead, valuesOf } from "../compile/values.ts";
import type { Value } from "../conditions/condition.ts";
import type { Context, Edited } from "../machine/context.ts";
import { correct, counting, keepFacts, latest, withPortable } from "../machine/memory.ts";
import type { Rest } from "../machine/state.ts";
import type { Question } from "../questions/question.ts";
import { asOffered, itemsFor } from "../turn/choices.ts";
import { type Move, move, type Position } from "../turn/move.ts";
import type { RefusedTurn } from "../turn/turn.ts";
import { readAnswer } from "../understand/read-answer.ts";

/**
 * A rep writes down an answer. While the bot talks the talk is walked anew, so that nobody is asked what is known now, and
 * nothing is said where that changes nothing; at all other times it is only kept. Pure.
 *
 * @param text read as the visitor's own words would be; empty: the answer is not known
 */
export function editAnswer(
  compiled: CompiledPlaybook,
  from: Position & { readonly rest: Rest },
  { question: name, text }: { readonly question: string; readonly text: string },
  edited: Edited,
): Move | RefusedTurn {
  const question = compiled.playbook.questions.get(name);
  if (!question || !isEditable(compiled, from.context, question)) return { refused: "ANSWER_REFUSED" };
  const value = readValue(compiled, from.context, question, text);
  if (value === undefined) return { refused: "ANSWER_REFUSED" };
  const after =
    from.rest.status === "bot" ? walkedAnew(compiled, from, name, value) : kept(from, name, value);
  return { ...after, context: withEdited(after.context, name, edited) };
}

/** Whether a rep may write down an answer: a consent is the visitor's alone, what is private is not for reps. */
export function isEditable({ playbook }: CompiledPlaybook, context: Context, question: Question): boolean {
  if (question.kind === "consent" || question.kind === "file" || isPrivate(playbook)(question.name))
    return false;
  return mayRead(playbook, counting(context), question.name);
}

/** @returns undefined when the text is no answer to the question */
function readValue(
  { playbook }: CompiledPlaybook,
  context: Context,
  question: Question,
  text: string,
): Value | undefined {
  if (text.trim() === "") return null;
  const lookup = valuesOf(playbook, context);
  const read = readAnswer(asOffered(question, lookup), text);
  return read.ok ? itemsFor(question, read.value, lookup) : undefined;
}

function walkedAnew(compiled: CompiledPlaybook, from: Position, question: string, value: Value): Move {
  const after = move(compiled, from, { type: "correct", question, value, confirm: "" });
  const isSame = after.value === from.value && after.context.walk.rest === from.context.walk.rest;
  if (!isSame) return after;
  // The visitor has the question before their eyes already.
  return { ...after, outputs: after.outputs.filter(({ out }) => out !== "put") };
}

function kept(from: Position, question: string, value: Value): Move {
  const index = latest(from.context, question);
  const context =
    index === undefined
      ? keepFacts(from.context, [{ question, value }], "told")
      : correct(from.context, index, value);
  return { ...from, context, outputs: [] };
}

function withEdited(context: Context, question: string, edited: Edited): Context {
  const index = latest(context, question);
  const answers = context.portable.answers.map((one, at) => (at === index ? { ...one, edited } : one));
  return withPortable(context, { answers });
}
