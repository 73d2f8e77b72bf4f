import { DateTime } from "luxon";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Message } from "../messages/message.ts";
import type { Site } from "../playbook/site.ts";
import { localTimeText } from "../testing/clock.ts";
import { cardName } from "../testing/line-change.ts";
import type { RecordedConversation, RecordedLine } from "../testing/record-conversation.ts";
import { Rehearsal } from "../testing/rehearsal.ts";
import { transcriptLine } from "../testing/transcript.ts";
import type { RefusedTurn } from "../turn/turn.ts";
import type { Act } from "./act.ts";
import { performed } from "./perform.ts";
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
