import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { SHARED } from "../machine/builder.ts";
import type { CallResult, Context } from "../machine/context.ts";
import { own } from "../machine/context.ts";
import { loopOf, withPortable } from "../machine/memory.ts";
import type { Rest } from "../machine/state.ts";
import type { Question } from "../questions/question.ts";
import { here } from "../turn/here.ts";
import { type Move, move } from "../turn/move.ts";
import type { Talk, World } from "../turn/turn.ts";
import { carryOver } from "./carry-over.ts";
import { type NewName, newNameIn } from "./new-names.ts";
import { quiet, stepsBehind } from "./quiet.ts";

/** Why a conversation keeps its version. */
export type Staying =
  | "same_version"
  | "finish_old"
  | "ended"
  | "with_a_human"
  | "waiting_for_a_human"
  | "waiting_for_a_service"
  /** The new version would have to be parked. */
  | "no_way_on";

export type MovedOver =
  | { readonly stays: Staying }
  | {
      readonly stays: undefined;
      /** The position in the new version; its outputs are those of a quiet move. */
      readonly after: Move;
      readonly rest: Rest;
      /** The open question is the one that was open, or the talk rests at the same step without one. */
      readonly isSamePlace: boolean;
    };

/**
 * The quiet replay of a conversation into another version of its playbook: what is answered and done is passed over, and
 * nothing is said or sent twice. Pure.
 */
export function moveOver(
  from: CompiledPlaybook,
  to: CompiledPlaybook,
  { snapshot, status }: Pick<Talk, "snapshot" | "status">,
  world: World,
): MovedOver {
  const before = snapshot.context as Context;
  const stays = whyItStays(from, to, { ...snapshot, status }, before);
  if (stays !== undefined) return { stays };
  const after = replayed(from, to, before, world);
  const rest = to.rests.get(after.value);
  if (rest === undefined || rest.status === "parked") return { stays: "no_way_on" };
  const newName = newNameIn(to);
  const isSame = (old: string, now: string) => {
    const question = to.rests.get(now)?.question?.name;
    return (
      nameOf(from.rests.get(old)?.question, newName) === question &&
      loopOf(before) === loopOf(after.context) &&
      (question !== undefined || now === old)
    );
  };
  const isSamePlace = isSame(snapshot.value, after.value);
  const news = quiet(after.outputs, isSamePlace);
  const isBelowSame = isSame(before.walk.restState, after.context.walk.restState);
  // A topic goes on while the talk below it rests elsewhere now: what is new there is said when the topic is over.
  const context = isSamePlace && !isBelowSame ? unsaid(before, after) : after.context;
  return { stays: undefined, after: { ...after, context, outputs: news }, rest, isSamePlace };
}

/** Takes the marks off the texts behind the last thing that was done. */
function unsaid(before: Context, { context, outputs }: Move): Context {
  const keys = new Set(stepsBehind(outputs, context.walk.restState));
  const marks = Object.entries(context.portable.marks).filter(
    ([step]) => own(before.portable.marks, step) !== undefined || !keys.has(step.replace(/[~[].*$/s, "")),
  );
  return withPortable(context, { marks: Object.fromEntries(marks) });
}

function whyItStays(
  from: CompiledPlaybook,
  to: CompiledPlaybook,
  { value, status }: Pick<Talk, "status"> & Pick<Talk["snapshot"], "value">,
  context: Context,
): Staying | undefined {
  if (from.version === to.version) return "same_version";
  if (to.playbook.whenChanged === "finish_old") return "finish_old";
  // The server parks a talk whose playbook throws: its machine knows nothing of that.
  switch (status === "human" || status === "parked" ? status : from.rests.get(value)?.status) {
    case "ended":
      return "ended";
    case "human":
      return "with_a_human";
    case "waiting":
    case "parked":
      return "waiting_for_a_human";
    case "bot":
    case undefined:
      return awaitsService(from, value, context) ? "waiting_for_a_service" : undefined;
  }
}

/** At a call that has no answer yet, also while a topic stands in front of it. */
function awaitsService(from: CompiledPlaybook, value: string, { walk, portable }: Context): boolean {
  const isCall = (state: string) =>
    from.rests.get(state)?.clocks.some(({ clock }) => clock === "give_up_after") === true;
  const result: CallResult | undefined = own(portable.results, walk.rest);
  return isCall(value) || (isCall(walk.restState) && result?.ok === null);
}

function replayed(from: CompiledPlaybook, to: CompiledPlaybook, before: Context, world: World): Move {
  const { context, closedDoors } = carryOver(from, to, before);
  const now = here(to, context, world);
  const resume = (context: Context) => move(to, { value: SHARED.idle, context }, { type: "resume" });
  const first = resume(now);
  if (!closedDoors.has(first.context.walk.rest)) return first;
  return resume(withPortable(now, { entry: { state: "start", base: null } }));
}

function nameOf(question: Question | undefined, newName: NewName): string | undefined {
  return question && newName(question.name);
}
