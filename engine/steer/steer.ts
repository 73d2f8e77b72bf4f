import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Context } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import type { Rest } from "../machine/state.ts";
import { languageOf } from "../machine/voice.ts";
import { builtInText } from "../texts/built-in-texts.ts";
import { type Move, move, type Position } from "../turn/move.ts";
import type { Unnumbered } from "../turn/say.ts";
import type { RefusedTurn } from "../turn/turn.ts";
import { type LegalMoves, legalMoves } from "./legal-moves.ts";
import { LONGEST_SAID, type SteerMove } from "./steer-move.ts";

/** What a rep's move comes to. */
export interface Steered {
  readonly after: Move;
  /** What the bot says in the rep's words. */
  readonly said: readonly Unnumbered[];
}

/**
 * Carries out a rep's move where the talk rests, when it is legal there. Pure.
 *
 * @param rep the rep's name
 * @param bot the bot's name
 */
export function steer(
  compiled: CompiledPlaybook,
  from: Position & { readonly rest: Rest },
  wish: SteerMove,
  { rep, bot }: { readonly rep: string; readonly bot: string },
): Steered | RefusedTurn {
  if (!isLegal(legalMoves(compiled, from, from.rest), wish)) return { refused: "MOVE_ILLEGAL" };
  if (wish.do === "say") {
    return { after: { ...from, outputs: [] }, said: [{ from: "bot", name: bot, text: wish.text.trim() }] };
  }
  const event = eventOf(compiled, from.context, wish, rep);
  return { after: move(compiled, from, event), said: [] };
}

/** Whether a move is among the legal ones. */
export function isLegal(legal: LegalMoves, wish: SteerMove): boolean {
  switch (wish.do) {
    case "ask":
      return legal.ask.some(({ name }) => name === wish.question);
    case "go":
      return legal.go.includes(wish.section);
    case "offer":
      return legal.offer.includes(wish.section) && (wish.text === undefined || isSayable(wish.text));
    case "say":
      return legal.say && isSayable(wish.text);
    case "return":
      return legal.back !== undefined && (wish.section === undefined || legal.back.includes(wish.section));
  }
}

/** What the bot says when a rep offers a section without words of their own. */
export function offerText({ playbook }: CompiledPlaybook, context: Context, section: string): string {
  return builtInText("offer", languageOf(context, playbook.language), { called: inWords(section) });
}

/** "book_a_meeting" becomes "Book a meeting". */
export function inWords(section: string): string {
  const words = section.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isSayable(text: string): boolean {
  const { length } = text.trim();
  return length > 0 && length <= LONGEST_SAID;
}

function eventOf(
  compiled: CompiledPlaybook,
  context: Context,
  wish: Exclude<SteerMove, { readonly do: "say" }>,
  rep: string,
): MachineEvent {
  switch (wish.do) {
    case "ask":
      return { type: "steer_ask", question: wish.question };
    case "go":
      return { type: "steer_go", section: wish.section };
    case "offer": {
      const { section, text } = wish;
      return { type: "steer_offer", section, text: text?.trim() ?? offerText(compiled, context, section) };
    }
    case "return":
      return { type: "rep_left", name: rep, step: wish.section ?? null };
  }
}
