import { DateTime } from "luxon";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { valuesOf } from "../compile/values.ts";
import type { Lookup } from "../conditions/lookup.ts";
import { isEmpty, lookUp } from "../conditions/lookup.ts";
import type { Context } from "../machine/context.ts";
import type { Output } from "../machine/output.ts";
import type { Rest } from "../machine/state.ts";
import type { Message, MessageInput } from "../messages/message.ts";
import type { Question } from "../questions/question.ts";
import { BUILT_IN_TEXTS, sorryFor } from "../texts/built-in-texts.ts";
import { render } from "../texts/render.ts";
import { CLOSING_CHOICES, choicesOf } from "./choices.ts";

/** A message before it has its place in the conversation. */
export type Unnumbered = Omit<Message, "seq" | "at">;

/** The messages that a transition's outputs come to, in order. */
export function messagesOf(
  compiled: CompiledPlaybook,
  context: Context,
  rest: Rest,
  outputs: readonly Output[],
  bot: string,
): readonly Unnumbered[] {
  const { playbook } = compiled;
  const lookup = valuesOf(playbook, context);
  return outputs.flatMap((output): readonly Unnumbered[] => {
    switch (output.out) {
      case "say":
        return output.text.trim() === "" ? [] : [{ from: "bot", name: bot, text: output.text }];
      case "announce":
        return [{ from: "system", name: output.name, text: output.text }];
      case "show":
        return [{ from: "bot", name: bot, cards: output.cards }];
      case "put":
        return rest.question ? put(rest.question, output.sorry, lookup, playbook.language, bot) : [];
      case "closing_line":
        return [
          {
            from: "bot",
            name: bot,
            text: BUILT_IN_TEXTS.closing,
            choices: CLOSING_CHOICES.map(({ id, label }) => ({ id, label })),
          },
        ];
      default:
        return [];
    }
  });
}

function put(
  question: Question,
  sorry: string | null,
  lookup: Lookup,
  language: string,
  bot: string,
): readonly Unnumbered[] {
  const choices = choicesOf(question, lookup).map(({ id, label }) => ({ id, label }));
  const asked: Unnumbered = {
    from: "bot",
    name: bot,
    text: sorry === null || sorry === "" ? wordingOf(question, lookup, language) : sorry,
    ...(choices.length > 0 && { choices }),
    input: inputOf(question),
  };
  return sorry === "" ? [{ from: "bot", name: bot, text: sorryFor(question.kind) }, asked] : [asked];
}

/** The question's own wording; a plain one where that would show an empty place ("Last one, : what's …"). */
function wordingOf(question: Question, lookup: Lookup, language: string): string {
  const hole = question.ask.parts.some(
    (part) => typeof part !== "string" && part.or === undefined && isEmpty(lookUp(lookup, part.path)),
  );
  return hole ? `Could you tell me your ${question.called}?` : render(question.ask, lookup, language);
}

function inputOf(question: Question): MessageInput {
  const { kind, name, called, optional, pick, from, to } = question;
  return {
    kind,
    question: name,
    label: called,
    optional,
    ...(kind === "choice" && { pick }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** Gives messages their places: dense, from the one after `seq`. */
export function number(messages: readonly Unnumbered[], seq: number, now: number): readonly Message[] {
  const at = DateTime.fromMillis(now, { zone: "utc" }).toISO() ?? "";
  return messages.map((message, index) => ({ ...message, seq: seq + index + 1, at }));
}
