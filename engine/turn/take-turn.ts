import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { sectionState } from "../compile/names.ts";
import { SHARED } from "../machine/builder.ts";
import { type Context, EMPTY_CONTEXT } from "../machine/context.ts";
import type { MachineEvent } from "../machine/event.ts";
import { keepFacts, withPortable } from "../machine/memory.ts";
import { BARE_REST, type Rest } from "../machine/state.ts";
import { languageOf } from "../machine/voice.ts";
import { RESERVED_NAMES } from "../playbook/names.ts";
import { editAnswer } from "../steer/edit-answer.ts";
import { steer } from "../steer/steer.ts";
import { forReps, PRIVATE_ANSWER } from "../texts/private-text.ts";
import type { Reading } from "../understand/reading.ts";
import { takeMoved } from "../versions/take-moved.ts";
import { clocksAfter, readKey } from "./clocks.ts";
import { openingProof, withProofs } from "./consents.ts";
import { didYouMean, withoutSorry } from "./did-you-mean.ts";
import { changeIdOf, type Heard, hear, type MessageEvent } from "./hear.ts";
import { here } from "./here.ts";
import { withKnown } from "./known-of-visitor.ts";
import { leadOf } from "./lead-of.ts";
import { type Move, move, type Position } from "./move.ts";
import { onLadder, spokenInTurn, stoppedWaiting, takeOnLadder, WAIT_STOPPED } from "./on-ladder.ts";
import { recalled, rememberedAfter } from "./remembered.ts";
import { messagesOf, number, timeText, type Unnumbered } from "./say.ts";
import type { Effect, RefusedTurn, Talk, Turn, TurnEvent, World } from "./turn.ts";
import { pathOf, spokenLanguage } from "./visit.ts";
import { clockOfLadder, isHandoffAct } from "./with-handoff.ts";

/**
 * What should happen when `event` meets the conversation. Pure: nothing is stored, sent or timed; the same arguments
 * give the same turn, so a lost write is answered by taking the turn again.
 *
 * @param talk undefined only with `begin`
 * @param live the live version of the playbook, when that is another: with a visitor's message (never with a clock, a
 * service's answer or a rep's act) the talk moves there first, unless it has to stay; `moved` tells
 * @returns the turn, or why the event cannot happen here
 */
export function takeTurn(
  compiled: CompiledPlaybook,
  talk: Talk | undefined,
  event: TurnEvent,
  world: World,
  live?: CompiledPlaybook,
): Turn | RefusedTurn {
  if (event.type === "begin") {
    if (talk) return { refused: "ALREADY_BEGUN" };
    return onLadder(undefined, begin(compiled, event, world), event, world);
  }
  if (!talk) return { refused: "NOT_NOW" };
  const told = clockOfLadder(talk, event, world.now);
  if (told === "gone") return { refused: "CLOCK_GONE" };
  const { context } = positionOf(compiled, talk, world);
  return (
    takeOnLadder(talk, told, { context, lead: () => leadOf(compiled, context, talk.outcome) }, world) ??
    onLadder(talk, spokenInTurn(talk, takeInPlaybook(compiled, talk, told, world, live), told), told, world)
  );
}

/** The playbook's own turn. */
function takeInPlaybook(
  compiled: CompiledPlaybook,
  talk: Talk,
  event: Exclude<TurnEvent, { type: "begin" }>,
  world: World,
  live?: CompiledPlaybook,
): Turn | RefusedTurn {
  const from = positionOf(compiled, talk, world);
  const rest = compiled.rests.get(from.value) ?? UNKNOWN_REST;
  if (event.type === "message") {
    const turn = live && takeMessageMoved(compiled, live, talk, { ...from, rest }, event, world);
    return turn ?? takeMessage(compiled, talk, from, rest, event, world);
  }
  if (event.type === "service") {
    // While a person owns the turn it is only kept: the step uses it when the talk comes back.
    if (!waitsFor(from.context, event.id)) return { refused: "NOT_NOW" };
    return conclude(compiled, talk, move(compiled, from, event), world);
  }
  if (event.type === "clock") return takeClock(compiled, talk, from, event.key, world);
  if (event.type === "wait_stopped") {
    if (rest.status !== "waiting") return { refused: "NOT_NOW" };
    const said = [stoppedWaiting(from.context)];
    return conclude(compiled, talk, move(compiled, from, WAIT_STOPPED), world, { said });
  }
  if (isHandoffAct(event)) return { refused: "NOT_NOW" };
  return takeRepEvent(compiled, talk, from, rest, event, world);
}

function waitsFor({ portable }: Context, call: string): boolean {
  return Object.values(portable.results).some(({ id, ok }) => id === call && ok === null);
}

function takeSteer(
  compiled: CompiledPlaybook,
  talk: Talk,
  from: Position & { readonly rest: Rest },
  { move: wish, name }: Extract<TurnEvent, { type: "steer" }>,
  world: World,
): Turn | RefusedTurn {
  const steered = steer(compiled, from, wish, { rep: name, bot: world.site.bot.name });
  return "refused" in steered
    ? steered
    : conclude(compiled, talk, steered.after, world, { said: steered.said });
}

type RepEvent = Extract<TurnEvent, { type: `rep_${string}` | "steer" }>;

/** One owner at a time: only a joining rep may act where no person owns the turn, and only there. */
function takeRepEvent(
  compiled: CompiledPlaybook,
  talk: Talk,
  from: Position,
  rest: Rest,
  event: RepEvent,
  world: World,
): Turn | RefusedTurn {
  if (event.type === "steer") return takeSteer(compiled, talk, { ...from, rest }, event, world);
  if (event.type === "rep_edited") {
    const at = timeText(world.now);
    const after = editAnswer(compiled, { ...from, rest }, event, { by: event.name, at });
    return "refused" in after ? after : conclude(compiled, talk, after, world);
  }
  if ((event.type === "rep_joined") === (rest.status === "human")) return { refused: "NOT_NOW" };
  if (event.type === "rep_said") {
    const { name, text, file } = event;
    const said: Unnumbered = { from: "rep", name, text, ...(file && { file }) };
    return conclude(compiled, talk, stay(from), world, { said: [said] });
  }
  if (event.type === "rep_left") {
    if (event.step !== undefined && !compiled.sections.includes(event.step))
      return { refused: "STEP_UNKNOWN" };
    return conclude(compiled, talk, move(compiled, from, { ...event, step: event.step ?? null }), world);
  }
  return conclude(compiled, talk, move(compiled, from, event), world);
}

/** A state that this version lacks is parked by `move`; until then nothing is known of it. */
const UNKNOWN_REST: Rest = { ...BARE_REST, status: "parked" };

const NEW_TALK: Omit<Talk, "playbook" | "version" | "snapshot" | "step"> = {
  seq: 0,
  status: "bot",
  outcome: undefined,
  reason: undefined,
  clocks: [],
  rung: [],
  heard: 0,
  team: undefined,
};

function begin(
  compiled: CompiledPlaybook,
  event: Extract<TurnEvent, { type: "begin" }>,
  world: World,
): Turn | RefusedTurn {
  const { playbook } = compiled;
  const start = event.startAt ?? "start";
  if (!compiled.sections.includes(start)) return { refused: "STEP_UNKNOWN" };
  // A consent that nobody was asked for is none.
  const facts = Object.entries(event.facts).filter(
    ([name]) => !RESERVED_NAMES.includes(name) && playbook.questions.get(name)?.kind !== "consent",
  );
  const remembered = recalled(compiled, event.remembered ?? [], world.now).filter(
    ({ question }) => !facts.some(([name]) => name === question),
  );
  const given = facts.flatMap(([question, value]) =>
    playbook.questions.has(question) ? [{ question, value }] : [],
  );
  const others = facts.filter(([name]) => !playbook.questions.has(name));
  const context = withPortable(here(compiled, EMPTY_CONTEXT, world), {
    visitor: event.visitor,
    entry: { state: start, base: null },
    start,
    facts: Object.fromEntries(others),
  });
  const language = spokenLanguage(
    playbook,
    world.site.languages,
    event.visit?.["language"] ?? event.facts["language"],
  );
  const place = event.page ? { page: pathOf(event.page.url), referrer: event.page.referrer ?? "" } : {};
  const there = { ...context, page: { ...event.visit, ...place, language } };
  const at = timeText(world.now);
  const consents = [
    ...(event.consent ? [openingProof(compiled, there, event.consent.text, at)] : []),
    ...remembered.flatMap(({ proof }) => proof ?? []),
  ];
  const known = keepFacts(keepFacts(there, remembered, "given"), given, "given");
  const from = {
    value: SHARED.idle,
    context: consents.length === 0 ? known : withPortable(known, { consents }),
  };
  const talk: Talk = {
    ...NEW_TALK,
    playbook: playbook.name,
    version: compiled.version,
    snapshot: from,
    step: sectionState(start),
    remembered,
  };
  return conclude(compiled, talk, move(compiled, from, { type: "resume" }), world);
}

function takeMessage(
  compiled: CompiledPlaybook,
  talk: Talk,
  from: Position,
  rest: Rest,
  event: MessageEvent,
  world: World,
): Turn | RefusedTurn {
  // A tap while a person owns the turn, or a change while one is looked for, would move the playbook under their hands.
  const moves = event.text === undefined && event.file === undefined;
  if (
    moves &&
    (rest.status === "human" ||
      (event.change !== undefined && rest.status !== "bot" && rest.status !== "ended"))
  ) {
    return { refused: "NOT_NOW" };
  }
  const heard = hear(compiled, from.context, rest, event);
  if (!heard) return { refused: notOffered(event) };
  const after = heard.event ? move(compiled, from, heard.event) : stay(from);
  return conclude(compiled, { ...talk, heard: talk.heard + 1 }, after, world, saidAndRead(heard));
}

/** @returns undefined when the talk keeps its version */
function takeMessageMoved(
  compiled: CompiledPlaybook,
  live: CompiledPlaybook,
  talk: Talk,
  from: Position & { readonly rest: Rest },
  event: MessageEvent,
  world: World,
): Turn | RefusedTurn | undefined {
  const taken = takeMoved(compiled, live, talk, from, event, world);
  if (taken === "stays") return undefined;
  if (taken === undefined) return { refused: notOffered(event) };
  const turn = conclude(
    live,
    { ...talk, version: live.version, heard: talk.heard + 1 },
    taken.after,
    world,
    saidAndRead(taken.heard),
  );
  return { ...turn, moved: { from: compiled.version, to: live.version } };
}

/** A button that was never shown, or a file that nobody asked for. */
function notOffered({ file }: MessageEvent): RefusedTurn["refused"] {
  return file === undefined ? "CHOICE_UNKNOWN" : "NOT_NOW";
}

function saidAndRead({ text, answers, reading, file, isPrivate }: Heard): Around {
  const own: Unnumbered = {
    from: "visitor",
    text,
    ...(answers !== undefined && { change: changeIdOf(answers) }),
    ...(file !== undefined && { file }),
    ...(isPrivate && { forReps: { text: PRIVATE_ANSWER } }),
  };
  return { said: [own], reading };
}

function takeClock(
  compiled: CompiledPlaybook,
  talk: Talk,
  from: Position,
  key: string,
  world: World,
): Turn | RefusedTurn {
  const due = talk.clocks.find((clock) => clock.key === key);
  if (!due || due.dueAt > world.now) return { refused: "CLOCK_GONE" };
  const rung = { ...talk, clocks: talk.clocks.filter((clock) => clock !== due), rung: [...talk.rung, key] };
  const event: MachineEvent = { type: "clock", ...readKey(key) };
  return conclude(compiled, rung, move(compiled, from, event), world);
}

function stay(from: Position): Move {
  return { ...from, outputs: [] };
}

function positionOf(compiled: CompiledPlaybook, { snapshot }: Talk, world: World): Position {
  // The context was made by this engine and kept as JSON; what no longer fits it is parked by `move`.
  return { value: snapshot.value, context: here(compiled, snapshot.context as Context, world) };
}

interface Around {
  /** What people said in this turn, before what the bot says. */
  readonly said?: readonly Unnumbered[];
  readonly reading?: Reading | undefined;
}

function conclude(
  compiled: CompiledPlaybook,
  before: Talk,
  after: Move,
  world: World,
  { said = [], reading }: Around = {},
): Turn {
  const { value, outputs } = after;
  const rest = compiled.rests.get(value) ?? UNKNOWN_REST;
  const shown = {
    context: before.snapshot.context as Context,
    tone: compiled.rests.get(before.snapshot.value)?.tone,
  };
  const context = withProofs(compiled, shown, after.context, timeText(world.now));
  const remembered = rememberedAfter(compiled, context, before.remembered ?? [], world);
  const spoken = withKnown(compiled, context, outputs, { remembered, timeZone: world.site.timeZone });
  const bot = world.site.bot.name;
  const back = didYouMean(
    reading,
    spoken,
    compiled.topics.get(rest.scope) ?? compiled.playbook.topics,
    languageOf(context, compiled.playbook.language),
    bot,
  );
  const answers = messagesOf(compiled, context, rest, withoutSorry(reading, spoken), bot);
  const messages = number([...said, ...back, ...answers], before.seq, world.now);
  const place = `${context.walk.rest}+${context.portable.epoch}`;
  const running = clocksAfter(rest.clocks, before, {
    now: world.now,
    site: world.site,
    place,
    heard: before.heard,
  });
  const seq = before.seq + messages.length;
  const talk: Talk = {
    playbook: before.playbook,
    version: before.version,
    snapshot: { value, context },
    seq,
    status: rest.status,
    outcome: rest.outcome,
    reason: rest.status === "parked" ? (context.parkedBecause ?? undefined) : undefined,
    step: rest.section,
    ...running,
    heard: before.heard,
    ...rememberedPart(remembered),
    team: rest.team === "" ? undefined : rest.team,
  };
  return {
    talk,
    messages,
    effects: outputs.flatMap((output, index) => effectOf(output, `${value}@${seq}.${index}`)),
    lead: leadOf(compiled, context, rest.outcome),
    reading,
    visited: outputs.flatMap((output) => (output.out === "visit" ? [output.key] : [])),
  };
}

function rememberedPart(remembered: Talk["remembered"]): Pick<Talk, "remembered"> {
  return remembered?.length ? { remembered } : {};
}

function effectOf(output: Move["outputs"][number], id: string): readonly Effect[] {
  switch (output.out) {
    case "forget":
      return [{ type: "forget", id }];
    case "tell":
      return [{ type: "tell", id, team: output.team, text: forReps(output.text) }];
    case "call":
      return [{ type: "call", id: output.id, service: output.service, send: output.send }];
    case "offer": {
      const team = output.team === "" ? undefined : output.team;
      return [
        { type: "handoff_offered", id, team, note: output.note === null ? undefined : forReps(output.note) },
      ];
    }
    default:
      return [];
  }
}
