import type { Steering, SteerQuestion } from "../../../engine/index.ts";
import type { SteerQuestion as WireQuestion, WireSteering } from "../../wire/steer.ts";
import { given } from "./inbox.ts";

/** @param mine Whether the one who asks has the conversation: only they may give it back. */
export function steeringView(steering: Steering, mine: boolean): WireSteering {
  const { status, section, open, known, missing, moves } = steering;
  const returns = moves.flatMap(({ move, called }) =>
    move.do === "return" && move.section !== undefined ? [{ section: move.section, called }] : [],
  );
  return given<WireSteering>({
    status,
    section,
    open,
    known: known.map(questionView),
    missing: missing.map(questionView),
    asks: moves.flatMap(({ move, called, text = "" }) =>
      move.do === "ask" ? [{ question: move.question, called, text }] : [],
    ),
    offers: moves.flatMap(({ move, called, text = "" }) =>
      move.do === "offer" ? [{ section: move.section, called, text }] : [],
    ),
    goes: moves.flatMap(({ move, called }) => (move.do === "go" ? [{ section: move.section, called }] : [])),
    says: moves.some(({ move }) => move.do === "say"),
    returns: status === "human" && mine ? returns : undefined,
  });
}

function questionView({ question, called, editable, choices, pick }: SteerQuestion): WireQuestion {
  return { question, called, editable, ...(choices && { choices: [...choices], pick }) };
}
