import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import type { Context } from "../machine/context.ts";
import { counting } from "../machine/memory.ts";
import type { Talk, World } from "../turn/turn.ts";
import { moveOver, type Staying } from "./move-over.ts";
import { newNameIn } from "./new-names.ts";

/** What a publish does to the conversations that run; whole numbers of conversations. */
export interface MoveReport {
  /** Not ended, and of another version. The rest of the report shares them out. */
  readonly running: number;
  /** They go on at the same question, or at the same step where none is open. */
  readonly same: number;
  /** They are asked something that they had not answered, by question. */
  readonly asked: Readonly<Record<string, number>>;
  /** They are asked again what they had answered, by question: the answer no longer fits. */
  readonly askedAgain: Readonly<Record<string, number>>;
  /** They go on at a step that asks nothing. */
  readonly elsewhere: number;
  /** They come to their end. */
  readonly end: number;
  /** They keep their version for now, by the reason. */
  readonly stay: Readonly<Partial<Record<Staying | "version_missing", number>>>;
}

/**
 * Where each running conversation would stand after a publish, in numbers. Pure.
 *
 * @param from compiled versions by hash; a talk whose version is not there stays
 * @param talks conversations of this playbook
 */
export function moveReport(
  from: ReadonlyMap<string, CompiledPlaybook>,
  to: CompiledPlaybook,
  talks: readonly Talk[],
  world: World,
): MoveReport {
  const running = talks.filter(({ status, version }) => status !== "ended" && version !== to.version);
  const places = running.map((talk) => placeOf(from.get(talk.version), to, talk, world));
  const count = (is: Place["is"]) => places.filter((place) => place.is === is).length;
  return {
    running: running.length,
    same: count("same"),
    asked: tally(places, "asked"),
    askedAgain: tally(places, "askedAgain"),
    elsewhere: count("elsewhere"),
    end: count("end"),
    stay: tally(places, "stay"),
  };
}

interface Place {
  readonly is: "same" | "asked" | "askedAgain" | "elsewhere" | "end" | "stay";
  /** Question, or reason to stay. */
  readonly name: string;
}

function placeOf(from: CompiledPlaybook | undefined, to: CompiledPlaybook, talk: Talk, world: World): Place {
  if (!from) return { is: "stay", name: "version_missing" };
  const moved = moveOver(from, to, talk, world);
  if (moved.stays !== undefined) return { is: "stay", name: moved.stays };
  if (moved.isSamePlace) return { is: "same", name: "" };
  const { question, status } = moved.rest;
  if (question === undefined) return { is: status === "ended" ? "end" : "elsewhere", name: "" };
  const newName = newNameIn(to);
  const known = [...counting(talk.snapshot.context as Context).keys()].map(newName);
  return { is: known.includes(question.name) ? "askedAgain" : "asked", name: question.name };
}

function tally(places: readonly Place[], is: Place["is"]): Readonly<Record<string, number>> {
  const numbers = new Map<string, number>();
  for (const place of places) {
    if (place.is === is) numbers.set(place.name, (numbers.get(place.name) ?? 0) + 1);
  }
  return Object.fromEntries([...numbers].toSorted(([, one], [, other]) => other - one));
}

/** "212 running: 198 go on at the same question, 11 get a new one (country), 3 are asked team_size again." */
export function formatMoveReport(report: MoveReport): string {
  const { running, same, asked, askedAgain, elsewhere, end, stay } = report;
  if (running === 0) return "0 running.";
  const news = sum(asked);
  const staying = sum(stay);
  const parts = [
    ...(same > 0 ? [`${same} ${verb(same, "goes", "go")} on at the same question`] : []),
    ...(news > 0
      ? [`${news} ${verb(news, "gets", "get")} a new one (${Object.keys(asked).join(", ")})`]
      : []),
    ...Object.entries(askedAgain).map(
      ([question, count]) => `${count} ${verb(count, "is", "are")} asked ${question} again`,
    ),
    ...(elsewhere > 0 ? [`${elsewhere} ${verb(elsewhere, "goes", "go")} on at another step`] : []),
    ...(end > 0 ? [`${end} ${verb(end, "comes", "come")} to the end`] : []),
    ...(staying > 0 ? [`${staying} ${verb(staying, "stays", "stay")} (${reasons(stay)})`] : []),
  ];
  return `${running} running: ${parts.join(", ")}.`;
}

const REASONS: Readonly<Record<string, string>> = {
  finish_old: "when_changed: finish_old",
  with_a_human: "with a human",
  waiting_for_a_human: "waiting for a human",
  waiting_for_a_service: "waiting for a service",
  no_way_on: "no way on in the new version",
  version_missing: "version not in the store",
};

function reasons(stay: MoveReport["stay"]): string {
  return Object.entries(stay)
    .map(([reason, count]) => `${count} ${REASONS[reason] ?? reason}`)
    .join(", ");
}

function sum(numbers: Readonly<Record<string, number>>): number {
  return Object.values(numbers).reduce((all, one) => all + one, 0);
}

function verb(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}
