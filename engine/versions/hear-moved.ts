import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import type { Context } from "../machine/context.ts";
import type { GivenAnswer, MachineEvent } from "../machine/event.ts";
import { counting } from "../machine/memory.ts";
import type { Rest } from "../machine/state.ts";
import type { Question } from "../questions/question.ts";
import { confirmationOf, type Heard, hear, type MessageEvent } from "../turn/hear.ts";
import type { MovedOver } from "./move-over.ts";
import { newNameIn } from "./new-names.ts";
import { refit } from "./refit.ts";

/** Where the visitor was when they wrote, and where the talk stands now. */
export interface AcrossVersions {
  readonly from: CompiledPlaybook;
  readonly to: CompiledPlaybook;
  readonly before: { readonly context: Context; readonly rest: Rest };
  readonly moved: Extract<MovedOver, { readonly stays: undefined }>;
}

/**
 * Reads a message in the new version. It was meant for what the visitor saw: at the same place it is simply the answer;
 * where another question stands now, an answer to the old one is kept and the new one is put. Buttons are those of the old
 * version, so a tap is what its label said there.
 *
 * @returns undefined when it names a choice that was never offered; no `event` when it comes to nothing here, so that
 * only the open question is put
 */
export function hearMoved(across: AcrossVersions, message: MessageEvent): Heard | undefined {
  if (message.text === undefined) return hearTap(across, message);
  const { to, moved } = across;
  if (moved.isSamePlace) return hear(to, moved.after.context, moved.rest, message);
  const open = askedBefore(across);
  const heard = hear(to, moved.after.context, { ...moved.rest, question: open, declared: false }, message);
  return heard && { ...heard, event: meantFor(open, across, heard.event) };
}

/** The question that was open, as it stands now; as it was where it is gone. Built-in ones are left behind. */
function askedBefore({ to, before: { rest } }: AcrossVersions): Question | undefined {
  if (!rest.declared || rest.question === undefined) return undefined;
  return to.playbook.questions.get(newNameIn(to)(rest.question.name)) ?? rest.question;
}

/** What is no answer to the old question is nobody's fault: the new one is put. */
function meantFor(
  open: Question | undefined,
  across: AcrossVersions,
  event: MachineEvent | undefined,
): MachineEvent | undefined {
  switch (event?.type) {
    case "answer":
      return keptFor(across, [{ question: event.question, value: event.value }, ...event.also]);
    case "skip":
      return open?.optional === true ? keptFor(across, [{ question: open.name, value: null }]) : undefined;
    case "refused":
    case "nothing":
      return undefined;
    default:
      return event;
  }
}

/** The answer to a question that is gone stays in the lead, unless it was private there. */
function keptFor({ from, to }: AcrossVersions, told: readonly GivenAnswer[]): MachineEvent | undefined {
  const also = told.filter(
    ({ question }) => to.playbook.questions.has(question) || !from.playbook.questions.get(question)?.private,
  );
  return also.length === 0 ? undefined : { type: "told", also };
}

function hearTap(across: AcrossVersions, message: MessageEvent): Heard | undefined {
  const { from, before } = across;
  const heard = hear(from, before.context, before.rest, message);
  return heard && { ...heard, ...tapNow(across, heard.event) };
}

/** What the button of the old version comes to in the new one. */
function tapNow(across: AcrossVersions, event: MachineEvent | undefined): Pick<Heard, "event" | "answers"> {
  const { to, moved } = across;
  const nothing = { event: undefined, answers: undefined };
  if (event?.type === "change") {
    const question = newNameIn(to)(event.question);
    return to.playbook.questions.has(question)
      ? { event: { ...event, question }, answers: undefined }
      : nothing;
  }
  if (event?.type !== "answer" && event?.type !== "correct") return { event, answers: undefined };
  const question = newNameIn(to)(event.question);
  const declared = to.playbook.questions.get(question);
  if (!declared) return undeclaredTap(across, event);
  const value = refit(across.from.playbook.questions.get(event.question), declared, event.value);
  if (value === undefined) return nothing;
  const isOpen = moved.isSamePlace && moved.rest.question?.name === question;
  return {
    event: answerNow(across, { question, value }, isOpen),
    answers: isOpen && !moved.rest.declared ? undefined : question,
  };
}

/** A built-in question where it still stands open takes its answer; a question that is gone has it kept for the lead. */
function undeclaredTap(
  across: AcrossVersions,
  event: Extract<MachineEvent, { type: "answer" | "correct" }>,
): Pick<Heard, "event" | "answers"> {
  const { from, moved } = across;
  if (from.playbook.questions.has(event.question)) {
    const { question, value } = event;
    return { event: keptFor(across, [{ question, value }]), answers: undefined };
  }
  return { event: moved.isSamePlace ? event : undefined, answers: undefined };
}

function answerNow(
  { to, moved }: AcrossVersions,
  given: { readonly question: string; readonly value: Value },
  isOpen: boolean,
): MachineEvent {
  const confirm = confirmationOf(to, given.question, given.value, moved.after.context);
  if (isOpen) return { type: "answer", ...given, also: [], confirm };
  return counting(moved.after.context).has(given.question)
    ? { type: "correct", ...given, confirm }
    : { type: "told", also: [given] };
}
