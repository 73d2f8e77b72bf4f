import type { MachineEvent } from "../machine/event.ts";
import type { Rest } from "../machine/state.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Reading } from "../understand/reading.ts";

/**
 * Whether reps must not read a message: it answers a private question, alone or among others, or it was meant to. While
 * a private question is open, whatever was not understood may be its answer with a slip in it.
 */
export function isForVisitorAlone(
  { questions }: Playbook,
  rest: Rest,
  { event, reading }: { readonly event: MachineEvent | undefined; readonly reading: Reading | undefined },
): boolean {
  const isPrivate = (name: string) => questions.get(name)?.private === true;
  if (event === undefined) return false;
  const open = rest.question;
  if (open?.private === true && isTry(event)) return true;
  if (reading?.is === "refused" && isPrivate(reading.question)) return true;
  return told(event).some(isPrivate);
}

function isTry({ type }: MachineEvent): boolean {
  return ["nothing", "refused", "answer", "told"].includes(type);
}

function told(event: MachineEvent): readonly string[] {
  const also = "also" in event ? event.also.map(({ question }) => question) : [];
  return event.type === "answer" || event.type === "correct" ? [event.question, ...also] : also;
}
