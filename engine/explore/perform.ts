import type { Value } from "../conditions/condition.ts";
import type { Message } from "../messages/message.ts";
import type { RecordedLine } from "../testing/record-conversation.ts";
import { isMessage, type Rehearsal } from "../testing/rehearsal.ts";
import { readKey } from "../turn/clocks.ts";
import type { Clock, RefusedTurn, TurnEvent } from "../turn/turn.ts";
import type { Act } from "./act.ts";

type Turn = readonly Message[] | RefusedTurn;
/** One act, as a line of a test and as it is done. */
export interface Performed {
  readonly line: readonly RecordedLine[];
  readonly does: () => Turn;
}

const GONE: RefusedTurn = { refused: "NOT_NOW" };

/**
 * How an act is done in a conversation that is held.
 *
 * @param later the acts that follow: a service that is called again gets another answer then
 */
export function performed(act: Act, rehearsal: Rehearsal, later: readonly Act[]): Performed {
  switch (act.is) {
    case "user":
      return {
        line: [{ user: act.text }],
        does: () => rehearsal.take({ type: "message", text: act.text }),
      };
    case "file":
      return {
        line: [{ user: { file: act.name } }],
        does: () =>
          rehearsal.take({
            type: "message",
            file: { id: act.name, name: act.name, type: "", size: 1 },
          }),
      };
    case "tap":
      return tapped(act.picks, rehearsal);
    case "clock":
      return rung(act, rehearsal);
    case "rep":
      return {
        line: [{ rep: act.does === "closes" ? { closes: act.outcome } : act.does }],
        does: () => rehearsal.take(repEvent(act)),
      };
    case "service":
      return answered(act, rehearsal, later);
  }
}

function tapped(picks: readonly Value[], rehearsal: Rehearsal): Performed {
  const asked = rehearsal.shown.filter(isMessage).findLast(({ choices }) => choices?.length);
  const offered = asked?.choices ?? [];
  // The buttons stand in the order of the values; yes comes before no.
  const chosen = picks.flatMap((pick) => {
    const index =
      typeof pick === "boolean" ? (pick ? 0 : 1) : offered.findIndex(({ label }) => label === labelOf(pick));
    return offered[index] ?? [];
  });
  const labels = chosen.map(({ label }) => label);
  const [first] = chosen;
  const many = asked?.input?.pick === "many";
  return {
    line: [{ tap: labels.length === 1 ? (labels[0] ?? "") : labels }],
    does: () =>
      first === undefined || chosen.length < picks.length
        ? GONE
        : rehearsal.take({
            type: "message",
            ...(many ? { choices: chosen.map(({ id }) => id) } : { choice: first.id }),
          }),
  };
}

function labelOf(pick: Value): string {
  if (typeof pick !== "object" || pick === null || Array.isArray(pick)) return String(pick);
  return String((pick as { readonly [name: string]: Value })["label"] ?? "");
}

/** The clock that an act waits for; undefined when it does not run, or has rung. */
export function clockOf(
  { clock, index }: Extract<Act, { is: "clock" }>,
  { clocks }: Pick<Rehearsal, "clocks">,
): Clock | undefined {
  return clocks.find(({ key }) => {
    const read = readKey(key);
    return read.clock === clock && read.index === index;
  });
}

function rung(act: Extract<Act, { is: "clock" }>, rehearsal: Rehearsal): Performed {
  const due = clockOf(act, rehearsal);
  if (due === undefined) return { line: [], does: () => GONE };
  const seconds = Math.max(1, Math.ceil((due.dueAt - rehearsal.now) / 1000));
  return {
    line: [{ wait: spanText(seconds) }],
    does: () => rehearsal.waitUntil(rehearsal.now + seconds * 1000),
  };
}

function spanText(seconds: number): string {
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ] as const;
  const [unit, size] = units.find(([, one]) => seconds % one === 0) ?? ["second", 1];
  const amount = seconds / size;
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

function repEvent(act: Extract<Act, { is: "rep" }>): TurnEvent {
  const name = "Rep";
  switch (act.does) {
    case "joins":
      return { type: "rep_joined", name };
    case "leaves":
      return { type: "rep_left", name };
    case "vanishes":
      return { type: "rep_vanished", name };
    case "closes":
      return { type: "rep_closed", name, outcome: act.outcome };
  }
}

/** A `service` line also answers the calls to come: where the next one is another, this one is taken back. */
function answered(
  { service, answer }: Extract<Act, { is: "service" }>,
  rehearsal: Rehearsal,
  later: readonly Act[],
): Performed {
  const call = rehearsal.calls.find((one) => one.service === service);
  const ok = answer.does === "answers";
  const again = later.some((act) => act.is === "service" && act.service === service);
  return {
    line: [
      { service: { [service]: ok ? answer.data : answer.does } },
      ...(again ? [{ service: { [service]: "slow" } }] : []),
    ],
    does: () =>
      call === undefined
        ? GONE
        : rehearsal.take({ type: "service", id: call.id, ok, data: ok ? answer.data : null }),
  };
}
