import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { mayRead, valuesOf } from "../compile/values.ts";
import type { Context } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import { counting } from "../machine/memory.ts";
import type { Rest } from "../machine/state.ts";
import type { Question } from "../questions/question.ts";
import { asOffered } from "../turn/choices.ts";
import { move, type Position } from "../turn/move.ts";

/** What may be done where a talk rests. Everything else is refused. */
export interface LegalMoves {
  /** Questions that may be put, in the playbook's order. */
  readonly ask: readonly Question[];
  /** Sections that may be gone to, in the playbook's order. */
  readonly go: readonly string[];
  /** Sections that the visitor may be offered. */
  readonly offer: readonly string[];
  readonly say: boolean;
  /** Sections at which a rep may give the talk back; undefined: the rep does not have it. */
  readonly back: readonly string[] | undefined;
}

const NOTHING: LegalMoves = { ask: [], go: [], offer: [], say: false, back: undefined };
/** More detours than these would pile up before the visitor; topics have the same bound. */
const MOST_DETOURS = 3;

/** The legal moves where the talk rests. Worked out from the machine: a section counts when the machine can go there. */
export function legalMoves(compiled: CompiledPlaybook, from: Position, rest: Rest): LegalMoves {
  switch (rest.status) {
    case "human":
      return {
        ...NOTHING,
        back: sectionsReached(compiled, from, (step) => ({ type: "rep_left", name: "", step })),
      };
    case "waiting":
      return { ...NOTHING, say: true };
    case "bot":
      return withBot(compiled, from, rest);
    default:
      return NOTHING;
  }
}

/** The section that the visitor is in, also while something else stands between. */
export function sectionOf(compiled: CompiledPlaybook, { context, value }: Position): string {
  const state = context.portable.detours.length > 0 ? context.walk.restState : value;
  return (compiled.rests.get(state) ?? compiled.rests.get(value))?.section ?? "";
}

function withBot(compiled: CompiledPlaybook, from: Position, rest: Rest): LegalMoves {
  const { detours } = from.context.portable;
  const here = sectionOf(compiled, from);
  const go = sectionsReached(compiled, from, (section) => ({ type: "steer_go", section })).filter(
    (section) => section !== here,
  );
  const room = detours.length < MOST_DETOURS;
  return {
    ask: room ? questionsToAsk(compiled, from.context, rest) : [],
    go,
    offer: room && !detours.some(({ is }) => is === "offer") ? go : [],
    say: true,
    back: undefined,
  };
}

/** A talk that would have to be parked there, or would put a question that needs a consent first, must not go there. */
function sectionsReached(
  compiled: CompiledPlaybook,
  from: Position,
  eventTo: (section: string) => MachineEvent,
): readonly string[] {
  return compiled.sections.filter((section) => {
    const after = move(compiled, from, eventTo(section));
    const rest = compiled.rests.get(after.value);
    if (rest === undefined || rest.status === "parked") return false;
    return rest.question === undefined || isAllowed(compiled, after.context, rest.question);
  });
}

function questionsToAsk(compiled: CompiledPlaybook, context: Context, rest: Rest): readonly Question[] {
  const known = counting(context);
  const lookup = valuesOf(compiled.playbook, context);
  return [...compiled.playbook.questions.values()].filter((question) => {
    if (known.has(question.name) || question.name === rest.question?.name) return false;
    // A consent is asked for where the playbook says, in its own words and order; what is private is not for reps to ask.
    if (question.kind === "consent" || question.private) return false;
    if (question.kind === "choice" && asOffered(question, lookup).choices.length === 0) return false;
    return isAllowed(compiled, context, question);
  });
}

function isAllowed({ playbook }: CompiledPlaybook, context: Context, { name }: Question): boolean {
  return mayRead(playbook, counting(context), name);
}
