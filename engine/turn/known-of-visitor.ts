import { DateTime } from "luxon";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import type { Context } from "../machine/context.ts";
import { latest } from "../machine/memory.ts";
import type { Output } from "../machine/output.ts";
import { languageOf } from "../machine/voice.ts";
import { calledIn, labelIn } from "../questions/labels.ts";
import type { Question } from "../questions/question.ts";
import { builtInText } from "../texts/built-in-texts.ts";
import { hide } from "../texts/private-text.ts";
import { labelOf } from "../understand/read-answer.ts";
import type { RememberedAnswer } from "./remembered.ts";

/** What the visitor's next conversations begin with, and the zone of its dates. */
interface Memory {
  readonly remembered: readonly RememberedAnswer[];
  readonly timeZone: string;
}

/**
 * The outputs of a turn, with "what do you know about me?" answered in words: every answer that is kept, whether it counts
 * here or not, and until when the remembered ones are. Private ones are marked (`hide`), so that reps see none.
 */
export function withKnown(
  compiled: CompiledPlaybook,
  context: Context,
  outputs: readonly Output[],
  memory: Memory,
): readonly Output[] {
  return outputs.map((output) =>
    output.out === "known" ? { out: "say", text: knownOfVisitor(compiled, context, memory) } : output,
  );
}

function knownOfVisitor({ playbook }: CompiledPlaybook, context: Context, memory: Memory): string {
  const language = languageOf(context, playbook.language);
  const lines = [...playbook.questions.values()].flatMap((question) => {
    const index = latest(context, question.name);
    const value = index === undefined ? undefined : context.portable.answers[index]?.value;
    if (value === undefined || value === null) return [];
    return [`• ${calledIn(question, language)}: ${lineOf(question, value, language, memory)}`];
  });
  if (lines.length === 0) return builtInText("nothingKnown", language);
  return [builtInText("known", language), ...lines, builtInText("knownEnd", language)].join("\n");
}

function lineOf(
  question: Question,
  value: Value,
  language: string,
  { remembered, timeZone }: Memory,
): string {
  const words = wordsFor(question, value, language);
  const kept = remembered.find((one) => one.question === question.name);
  if (kept === undefined) return words;
  const date = DateTime.fromMillis(kept.until, { zone: timeZone, locale: language });
  return builtInText("rememberedUntil", language, {
    value: words,
    date: date.toLocaleString(DateTime.DATE_FULL),
  });
}

/** An answer in words, as its visitor sees it; a private one is marked (`hide`). */
export function wordsFor(question: Question | undefined, value: Value, language: string): string {
  const yesNo = typeof value === "boolean" ? builtInText(value ? "yes" : "no", language) : undefined;
  const words = yesNo?.toLowerCase() ?? labelOf(labelIn(question, value, language));
  return question?.private ? hide(words) : words;
}
