import { DateTime } from "luxon";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Value } from "../conditions/condition.ts";
import type { Message } from "../messages/message.ts";
import type { Site } from "../playbook/site.ts";
import { localTimeText } from "../testing/clock.ts";
import { cardName } from "../testing/line-change.ts";
import type { RecordedConversation, RecordedLine } from "../testing/record-conversation.ts";
import { isMessage, Rehearsal } from "../testing/rehearsal.ts";
import { transcriptLine } from "../testing/transcript.ts";
import { readKey } from "../turn/clocks.ts";
import type { RefusedTurn, TurnEvent } from "../turn/turn.ts";
import type { Act } from "./act.ts";
import type { StartPoint } from "./starts.ts";
import type { Spot } from "./walk.ts";

/** A conversation that was found, held anew with real messages on a clock of its own. */
export interface Shown {
  /** As `parley test` prints it. */
  readonly transcript: readonly string[];
  /** As a test file holds it. */
  readonly recorded: RecordedConversation;
  /** Whether the real conversation came where the walk had come. */
  readonly holds: boolean;
  /** Keys of the steps and sides of branches that it walked. */
  readonly visited: ReadonlySet<string>;
}

/** The acts that lead to a place, in order. */
export function actsTo(from: Spot["from"]): readonly Act[] {
  const acts: Act[] = [];
  for (let way = from; way !== undefined; way = way.spot.from) acts.unshift(way.act);
  return acts;
}

/** Holds a conversation with these acts, as a visitor and people would. */
export function conversationOf(
  compiled: CompiledPlaybook,
  { site, changing }: { readonly site: Site; readonly changing: readonly string[] },
  { start, from, position }: Pick<Spot, "start" | "from" | "position">,
  name: string,
): Shown {
  const { visitor, now, online, facts, visit, page } = start;
  const rehearsal = new Rehearsal({ compiled, site, online, now, changing });
  const lines: RecordedLine[] = [];
  const heard = (turn: readonly Message[] | RefusedTurn): boolean => {
    if ("refused" in turn) return false;
    lines.push(...botLines(turn));
    return true;
  };
  const url = `https://www.example.com${page}`;
  heard(rehearsal.take({ type: "begin", visitor, facts, visit, page: { url } }));
  const acts = actsTo(from);
  const holds = acts.every((act, index) => {
    const { line, does } = performed(act, rehearsal, acts.slice(index + 1));
    lines.push(...line);
    return heard(does());
  });
  return {
    transcript: rehearsal.shown.map(transcriptLine),
    holds: holds && rehearsal.state === position.value,
    visited: rehearsal.visited,
    recorded: {
      playbook: compiled.playbook.name,
      name,
      given: givenOf(start, site),
      lines: joined(lines),
      lead: rehearsal.outcome === undefined ? {} : { outcome: rehearsal.outcome },
    },
  };
}

type Turn = readonly Message[] | RefusedTurn;
interface Performed {
  readonly line: readonly RecordedLine[];
  readonly does: () => Turn;
}

const GONE: RefusedTurn = { refused: "NOT_NOW" };

function performed(act: Act, rehearsal: Rehearsal, later: readonly Act[]): Performed {
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

function rung({ clock, index }: Extract<Act, { is: "clock" }>, rehearsal: Rehearsal): Performed {
  const due = rehearsal.clocks.find(({ key }) => {
    const read = readKey(key);
    return read.clock === clock && read.index === index;
  });
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

function botLines(messages: readonly Message[]): RecordedLine[] {
  return messages.flatMap((message): RecordedLine[] => {
    if (message.from !== "bot") return [];
    const shown = cardName(message);
    if (shown !== undefined) return [{ show: shown }];
    return message.text === undefined || message.cards ? [] : [{ bot: message.text }];
  });
}

/** Several texts of the bot behind one another are one line. */
function joined(lines: readonly RecordedLine[]): readonly RecordedLine[] {
  const all: RecordedLine[] = [];
  let said: string[] = [];
  let shown: string[] = [];
  const flush = (): void => {
    if (said.length > 0) all.push({ bot: said.length === 1 ? (said[0] ?? "") : said });
    if (shown.length > 0) all.push({ show: shown.length === 1 ? (shown[0] ?? "") : shown });
    said = [];
    shown = [];
  };
  for (const line of lines) {
    if (typeof line["bot"] === "string") said.push(line["bot"]);
    else if (typeof line["show"] === "string") shown.push(line["show"]);
    else {
      flush();
      all.push(line);
    }
  }
  flush();
  return all;
}

function givenOf(
  { now, online, facts, visit, page }: StartPoint,
  { timeZone }: Site,
): RecordedConversation["given"] {
  const isUtc = DateTime.fromMillis(now, { zone: timeZone }).isValid ? timeZone : "UTC";
  return {
    now: localTimeText(now, isUtc),
    ...(online.size > 0 && { online: Object.fromEntries(online) }),
    ...(page !== "/" && { page }),
    ...(Object.keys(facts).length > 0 && { facts }),
    ...visitOf(visit),
  };
}

function visitOf({ language, event: _event, ...visit }: StartPoint["visit"]): RecordedConversation["given"] {
  return {
    ...(language !== undefined && { language }),
    ...(Object.keys(visit).length > 0 && { visit }),
  };
}
