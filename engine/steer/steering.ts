import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { isPrivate } from "../compile/private-names.ts";
import { valuesOf } from "../compile/values.ts";
import type { Context } from "../machine/context.ts";
import { counting } from "../machine/memory.ts";
import type { Rest } from "../machine/state.ts";
import { forReps } from "../texts/private-text.ts";
import { asOffered } from "../turn/choices.ts";
import { here } from "../turn/here.ts";
import type { Position } from "../turn/move.ts";
import { voiceAt, wordingOf } from "../turn/say.ts";
import type { Status, Talk, World } from "../turn/turn.ts";
import { isEditable } from "./edit-answer.ts";
import { legalMoves, sectionOf } from "./legal-moves.ts";
import { inWords, offerText } from "./steer.ts";
import type { SteerMove } from "./steer-move.ts";

/** A legal move, in words. */
export interface SteerOption {
  /** What is sent back to have it done; of `say` and `offer` the text may be the rep's own. */
  readonly move: SteerMove;
  /** What it is about: the word for the question, or the section. Empty for `say`. */
  readonly called: string;
  /** What the visitor would see; undefined where that is not known before. */
  readonly text: string | undefined;
}

/** A question of the playbook, for a rep who looks at what is known. */
export interface SteerQuestion {
  readonly question: string;
  /** The word for it in a sentence. */
  readonly called: string;
  /** A rep may write the answer down. */
  readonly editable: boolean;
  /** The answers that there are; undefined where the playbook lists none. */
  readonly choices: readonly string[] | undefined;
  readonly pick: "one" | "many";
}

/** Where a visitor is in the playbook, what is known of them, and what may be done next. */
export interface Steering {
  readonly status: Status;
  /** The section, in words. */
  readonly section: string;
  /** The question that is open, as the visitor was asked; undefined where none is, or where it is private. */
  readonly open: { readonly question: string; readonly called: string; readonly text: string } | undefined;
  /** Questions with an answer, in the order in which they were given; private ones are left out. */
  readonly known: readonly SteerQuestion[];
  /** Questions of the playbook without an answer, in its order; private ones are left out. */
  readonly missing: readonly SteerQuestion[];
  /** All legal moves, in the playbook's order; none while the talk is over or parked. */
  readonly moves: readonly SteerOption[];
}

/** The map for a rep. Pure; a talk that this version cannot go on with has no moves. */
export function steeringOf(compiled: CompiledPlaybook, talk: Talk, world: World): Steering {
  const { playbook } = compiled;
  const context = here(compiled, talk.snapshot.context as Context, world);
  const from: Position = { value: talk.snapshot.value, context };
  const rest = compiled.rests.get(from.value);
  const isHidden = isPrivate(playbook);
  const answers = counting(context);
  const named = (name: string) => questionOf(compiled, context, name);
  return {
    status: talk.status,
    section: inWords(rest ? sectionOf(compiled, from) : talk.step),
    open: rest && openQuestion(compiled, context, rest),
    known: [...answers.keys()].filter((name) => !isHidden(name)).map(named),
    missing: [...playbook.questions.keys()]
      .filter((name) => !answers.has(name) && !isHidden(name))
      .map(named),
    // A talk that the server holds outside of its machine is with a person, or over.
    moves: rest && rest.status === talk.status ? optionsOf(compiled, from, rest) : [],
  };
}

function questionOf(compiled: CompiledPlaybook, context: Context, name: string): SteerQuestion {
  const { playbook } = compiled;
  const declared = playbook.questions.get(name);
  if (!declared) {
    const called = name.replaceAll("_", " ");
    return { question: name, called, editable: false, choices: undefined, pick: "one" };
  }
  const { choices } = asOffered(declared, valuesOf(playbook, context));
  return {
    question: name,
    called: declared.called,
    editable: isEditable(compiled, context, declared),
    choices: choices.length > 0 ? choices.map(({ label }) => label) : undefined,
    pick: declared.pick,
  };
}

function openQuestion(compiled: CompiledPlaybook, context: Context, rest: Rest): Steering["open"] {
  const { question } = rest;
  if (!question || isPrivate(compiled.playbook)(question.name)) return undefined;
  const text = forReps(wordingOf(question, voiceAt(compiled, context, rest.tone)));
  return { question: question.name, called: question.called, text };
}

function optionsOf(compiled: CompiledPlaybook, from: Position, rest: Rest): readonly SteerOption[] {
  const { ask, go, offer, say, back } = legalMoves(compiled, from, rest);
  const { context } = from;
  const voice = voiceAt(compiled, context, rest.tone);
  const returns = back === undefined ? [] : [undefined, ...back];
  return [
    ...ask.map((question): SteerOption => {
      const text = forReps(wordingOf(question, voice));
      return { move: { do: "ask", question: question.name }, called: question.called, text };
    }),
    ...offer.map((section): SteerOption => {
      const text = offerText(compiled, context, section);
      return { move: { do: "offer", section }, called: inWords(section), text };
    }),
    ...go.map(
      (section): SteerOption => ({ move: { do: "go", section }, called: inWords(section), text: undefined }),
    ),
    ...(say ? [{ move: { do: "say", text: "" }, called: "", text: undefined } as const] : []),
    ...returns.map(
      (section): SteerOption => ({
        move: { do: "return", ...(section !== undefined && { section }) },
        called: section === undefined ? "" : inWords(section),
        text: undefined,
      }),
    ),
  ];
}
