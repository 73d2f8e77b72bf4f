import { DateTime } from "luxon";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { isPrivate } from "../compile/private-names.ts";
import { shownValues } from "../compile/template-text.ts";
import type { Lookup } from "../conditions/lookup.ts";
import { isEmpty, lookUp } from "../conditions/lookup.ts";
import type { Context } from "../machine/context.ts";
import type { Output } from "../machine/output.ts";
import type { Rest } from "../machine/state.ts";
import { languageOf } from "../machine/voice.ts";
import type { Message, MessageCard, MessageInput } from "../messages/message.ts";
import { calledIn } from "../questions/labels.ts";
import type { Question } from "../questions/question.ts";
import { builtInText, sorryFor } from "../texts/built-in-texts.ts";
import { forReps, holdsPrivate, inFull } from "../texts/private-text.ts";
import { render } from "../texts/render.ts";
import { inVoice, type Tone } from "../texts/template.ts";
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
  const language = languageOf(context, playbook.language);
  const voice = voiceAt(compiled, context, rest.tone);
  const said = outputs.flatMap((output): readonly Unnumbered[] => {
    switch (output.out) {
      case "say":
        return output.text.trim() === "" ? [] : [{ from: "bot", name: bot, text: output.text }];
      case "announce":
        return [{ from: "system", name: output.name, text: output.text }];
      case "show":
        return [{ from: "bot", name: bot, cards: output.cards }];
      case "put":
        return rest.question ? put(rest.question, output.sorry, voice, bot) : [];
      case "closing_line":
        return [
          {
            from: "bot",
            name: bot,
            text: builtInText("closing", language),
            choices: CLOSING_CHOICES.map(({ id, label }) => ({ id, label: builtInText(label, language) })),
          },
        ];
      default:
        return [];
    }
  });
  return said.map(withForReps);
}

/** Private answers in what the bot says are for the visitor alone. */
function withForReps(message: Unnumbered): Unnumbered {
  const { text, cards } = message;
  if (text !== undefined && holdsPrivate(text))
    return { ...message, text: inFull(text), forReps: { text: forReps(text) } };
  const written = cards && JSON.stringify(cards);
  if (written === undefined || !holdsPrivate(written)) return message;
  return {
    ...message,
    cards: JSON.parse(inFull(written)) as readonly MessageCard[],
    forReps: { cards: JSON.parse(forReps(written)) as readonly MessageCard[] },
  };
}

/** How the bot speaks to this visitor here, and what it knows. */
export interface Voice {
  readonly lookup: Lookup;
  readonly language: string;
  readonly tone: Tone;
  readonly isPrivate: (name: string) => boolean;
}

/** How the bot speaks to this visitor where the talk rests. */
export function voiceAt({ playbook }: CompiledPlaybook, context: Context, tone: Tone | undefined): Voice {
  return {
    lookup: shownValues(playbook, context),
    language: languageOf(context, playbook.language),
    tone: tone ?? context.tone,
    isPrivate: isPrivate(playbook),
  };
}

function put(question: Question, sorry: string | null, voice: Voice, bot: string): readonly Unnumbered[] {
  const { lookup, language } = voice;
  const choices = choicesOf(question, lookup, language).map(({ id, label }) => ({ id, label }));
  const asked: Unnumbered = {
    from: "bot",
    name: bot,
    text: sorry === null || sorry === "" ? wordingOf(question, voice) : sorry,
    ...(choices.length > 0 && { choices }),
    input: inputOf(question, language),
  };
  return sorry === ""
    ? [{ from: "bot", name: bot, text: sorryFor(question.kind, language) }, asked]
    : [asked];
}

/** The question's own wording; a plain one where that would show an empty place ("Last one, : what's …"). */
export function wordingOf(question: Question, { lookup, language, tone, isPrivate }: Voice): string {
  const hole = inVoice(question.ask, language, tone).parts.some(
    (part) => typeof part !== "string" && part.or === undefined && isEmpty(lookUp(lookup, part.path)),
  );
  return hole
    ? builtInText("couldYouTell", language, { called: calledIn(question, language) })
    : render(question.ask, lookup, language, tone, isPrivate);
}

function inputOf(question: Question, language: string): MessageInput {
  const { kind, name, optional, pick, from, to } = question;
  return {
    kind,
    question: name,
    label: calledIn(question, language),
    optional,
    ...(kind === "choice" && { pick }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** Gives messages their places: dense, from the one after `seq`. */
export function number(messages: readonly Unnumbered[], seq: number, now: number): readonly Message[] {
  const at = timeText(now);
  return messages.map((message, index) => ({ ...message, seq: seq + index + 1, at }));
}

/** ISO 8601, UTC. */
export function timeText(now: number): string {
  return DateTime.fromMillis(now, { zone: "utc" }).toISO() ?? "";
}
