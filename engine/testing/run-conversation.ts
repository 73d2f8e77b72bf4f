import type { Value } from "../conditions/condition.ts";
import type { Message } from "../messages/message.ts";
import type { Playbook } from "../playbook/playbook.ts";
import type { Place } from "../problems/problem.ts";
import { addSpan } from "../time/add-span.ts";
import type { TurnEvent } from "../turn/turn.ts";
import { checkStart } from "./check-start.ts";
import { compareTexts, type Difference, describes } from "./compare-texts.ts";
import { firstBroken } from "./expectations.ts";
import { cardName, changeOf, type LineChange, textsToExpect } from "./line-change.ts";
import { isMessage, Rehearsal, RehearsalError, type Stage } from "./rehearsal.ts";
import { rememberedInTest } from "./remembered-in-test.ts";
import type { ScriptedConversation, TestLine } from "./test-file.ts";
import { cardLine, transcriptLine } from "./transcript.ts";

/** How a scripted conversation went: what was walked, and where it first differed from its script. */
export interface Played {
  readonly visited: ReadonlySet<string>;
  readonly difference: (Mismatch & Where) | undefined;
  /** What lines of the bot would have to say to hold. Only gathered while recording: else the first is the difference. */
  readonly changes: readonly LineChange[];
}

interface Mismatch {
  readonly message: string;
  /** The line of the transcript that differs, when one does. */
  readonly marked?: Message | undefined;
  /** What the line would have to hold, where that can be written down. */
  readonly instead?: readonly string[];
}

interface Where {
  readonly at: Place;
  /** The step's state, and its name for people. */
  readonly state: string;
  readonly step: string;
  readonly transcript: readonly { readonly line: string; readonly marked: boolean }[];
}

/** What the bot said and showed, and no line has claimed yet. */
interface Play {
  readonly rehearsal: Rehearsal;
  readonly playbook: Playbook;
  readonly zone: string;
  readonly unread: Message[];
  readonly unseen: Message[];
}

const REP = "Rep";

/**
 * Plays a conversation on a clock of its own. It ends at its first difference.
 *
 * @param recording a `bot` or `show` line that differs is gathered instead, and the conversation goes on
 */
export function playConversation(
  script: ScriptedConversation,
  stage: Stage,
  pageUrl: string,
  recording = false,
): Played {
  const changes: LineChange[] = [];
  const rehearsal = new Rehearsal(stage);
  const play: Play = {
    rehearsal,
    playbook: stage.compiled.playbook,
    zone: stage.site.timeZone,
    unread: [],
    unseen: [],
  };
  const failed = (mismatch: Mismatch, at: Place): Played => ({
    visited: rehearsal.visited,
    changes,
    difference: {
      ...mismatch,
      message: mismatch.message + unanswered(rehearsal),
      ...whereNow(rehearsal, mismatch, at),
    },
  });
  const otherwise = checkStart(script, stage, pageUrl);
  if (otherwise !== undefined) return failed({ message: otherwise }, script.at);
  if (script.starts === false) return { visited: rehearsal.visited, changes, difference: undefined };
  try {
    const refused = take(play, beginning(script, stage, pageUrl));
    if (refused) return failed(refused, script.at);
    for (const line of script.lines) {
      const mismatch = playLine(play, line);
      const change = recording ? changeOf(line, mismatch) : undefined;
      if (change) changes.push(change);
      else if (mismatch) return failed(mismatch, line.at);
    }
  } catch (fault) {
    if (!(fault instanceof RehearsalError)) throw fault;
    return failed({ message: fault.message }, script.at);
  }
  const broken = firstBroken(rehearsal.lead, script.expected);
  return broken
    ? failed(broken, broken.expectation.at)
    : { visited: rehearsal.visited, difference: undefined, changes };
}

/** A talk that waits for a service says nothing: the difference is not the text's fault. */
function unanswered({ calls }: Rehearsal): string {
  const [call] = calls;
  if (call === undefined) return "";
  return ` (${call.service} was called and has not answered: say what it does under "given: { services: … }" or by a "service" line)`;
}

function whereNow(rehearsal: Rehearsal, mismatch: Mismatch, at: Place): Where {
  return {
    at,
    state: rehearsal.state,
    step: rehearsal.step,
    transcript: rehearsal.shown.map((shown) => ({
      line: transcriptLine(shown),
      marked: shown === mismatch.marked,
    })),
  };
}

function playLine(play: Play, line: TestLine): Mismatch | undefined {
  switch (line.is) {
    case "bot":
      return hear(play, line.globs);
    case "show":
      return see(play, line.globs);
    case "user":
      return firstOf(line.texts, (text) => take(play, { type: "message", text }));
    case "file":
      return take(play, { type: "message", file: { id: line.name, name: line.name, type: "", size: 1 } });
    case "tap":
      return tap(play, line.labels);
    case "rep":
      return take(play, repEvent(line));
    case "wait":
      collect(play, play.rehearsal.waitUntil(addSpan(play.rehearsal.now, line.span, play.zone)));
      return undefined;
    case "service":
      collect(play, play.rehearsal.answer(line.service, line.answer));
      return undefined;
    case "event":
      return sendEvent(play, line.event);
  }
}

/** With an event as its first line, a talk begins by it: the facts given have the event's names then. */
function beginning(
  { name, given, answers, startAt, lines: [first] }: ScriptedConversation,
  { compiled, now, site }: Stage,
  pageUrl: string,
): TurnEvent {
  const event = first?.is === "event" ? first.event : undefined;
  const rule = compiled.playbook.startWhen.find((one) => event !== undefined && one.event === event);
  const theirs = (rule?.give ?? []).flatMap((pair): [string, Value][] => {
    const value = Object.hasOwn(given.facts, pair.theirs) ? given.facts[pair.theirs] : undefined;
    return value === undefined ? [] : [[pair.ours, value]];
  });
  const isConsent = (question: string) => compiled.playbook.questions.get(question)?.kind === "consent";
  const consents = Object.fromEntries(Object.entries(answers).filter(([question]) => isConsent(question)));
  const remembered = { ...given.remembered, ...consents };
  return {
    type: "begin",
    visitor: `test: ${name}`,
    facts: {
      ...given.facts,
      ...Object.fromEntries(theirs),
      ...answers,
    },
    visit: {
      returning: false,
      ...given.visit,
      ...(given.language !== undefined && { language: given.language }),
      ...(event !== undefined && { event }),
    },
    ...(startAt === undefined ? {} : { startAt }),
    page: {
      url: pageUrl,
      ...(typeof given.visit.referrer === "string" && { referrer: given.visit.referrer }),
    },
    remembered: rememberedInTest(compiled, remembered, now, site.timeZone),
  };
}

/** One conversation at a time talks to a visitor: in the middle of one, an event starts nothing. */
function sendEvent({ playbook }: Play, event: string): Mismatch | undefined {
  const known = playbook.startWhen.flatMap((rule) => rule.event ?? []);
  if (known.includes(event)) return undefined;
  const those = known.length === 0 ? "there are none" : `there are ${known.join(", ")}`;
  return { message: `no rule of start_when listens to the event ${JSON.stringify(event)}: ${those}` };
}

function repEvent(line: TestLine & { is: "rep" }): TurnEvent {
  switch (line.does) {
    case "joins":
      return { type: "rep_joined", name: REP };
    case "leaves":
      return { type: "rep_left", name: REP };
    case "vanishes":
      return { type: "rep_vanished", name: REP };
    case "says":
      return { type: "rep_said", name: REP, text: line.text };
    case "closes":
      return { type: "rep_closed", name: REP, outcome: line.outcome };
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  CHOICE_UNKNOWN: "that button is not there now",
  STEP_UNKNOWN: "there is no section of that name to begin in",
  NOT_NOW: "a rep cannot do that here: nobody was asked for, or nobody has joined",
};

function take(play: Play, event: TurnEvent): Mismatch | undefined {
  const turn = play.rehearsal.take(event);
  if ("refused" in turn) return { message: REFUSALS[turn.refused] ?? `this was refused: ${turn.refused}` };
  collect(play, turn);
  return undefined;
}

function collect(play: Play, messages: readonly Message[]): void {
  const fromBot = messages.filter((message) => message.from === "bot");
  play.unread.push(...fromBot.filter((message) => message.text !== undefined && !message.cards));
  play.unseen.push(...fromBot.filter((message) => message.cards));
}

/** Compares all that the bot has said since the last such line. */
function hear(play: Play, globs: readonly string[]): Mismatch | undefined {
  const heard = play.unread.splice(0);
  const difference = compareTexts(globs, textsOf(heard));
  if (difference === undefined) return undefined;
  const marked = heard[difference.index];
  return { message: sentence(difference, heard), marked, instead: textsToExpect(globs, textsOf(heard)) };
}

function textsOf(messages: readonly Message[]): readonly string[] {
  return messages.map((message) => message.text ?? "");
}

function sentence({ index, expected }: Difference, heard: readonly Message[]): string {
  const said = heard[index]?.text;
  const wanted = expected.map((glob) => JSON.stringify(glob)).join(" or ");
  if (said === undefined) return `the bot should say ${wanted}, and says nothing more`;
  if (wanted === "") return `the bot also says ${JSON.stringify(said)}, which no line expects`;
  return `the bot should say ${wanted}, and says ${JSON.stringify(said)}`;
}

/** Looks for each glob among what was shown since the last such line, in order; other things may lie between. */
function see(play: Play, globs: readonly string[]): Mismatch | undefined {
  const seen = play.unseen.splice(0);
  let from = 0;
  for (const glob of globs) {
    const found = seen.findIndex((message, index) => index >= from && shows(message, glob));
    if (found < 0) {
      const cards = seen.flatMap((message) => message.cards ?? []).map(cardLine);
      const instead = cards.length === 0 ? "shows nothing" : `shows ${cards.join(" ")}`;
      return {
        message: `the bot should show ${JSON.stringify(glob)}, and ${instead}`,
        marked: seen[from],
        instead: seen.flatMap((message) => cardName(message) ?? []),
      };
    }
    from = found + 1;
  }
  return undefined;
}

function shows(message: Message, glob: string): boolean {
  const parts = (message.cards ?? []).flatMap((card) => [
    card.title,
    card.text,
    card.file,
    ...(card.buttons ?? []).flatMap((button) => [button.label, button.link]),
  ]);
  return parts.some((part) => part !== undefined && describes(glob, part));
}

/** Taps buttons of the latest message that has all of them. */
function tap(play: Play, labels: readonly string[]): Mismatch | undefined {
  const withButtons = play.rehearsal.shown.filter(isMessage).filter((message) => message.choices?.length);
  for (const message of withButtons.toReversed()) {
    const ids = labels.map((label) => choiceId(message, label)).filter((id) => id !== undefined);
    const [first] = ids;
    if (first === undefined || ids.length < labels.length) continue;
    const many = message.input?.pick === "many";
    if (!many && ids.length > 1) return { message: "only one of these buttons can be tapped" };
    return take(play, { type: "message", ...(many ? { choices: ids } : { choice: first }) });
  }
  const last = withButtons.at(-1)?.choices?.map((choice) => `[${choice.label}]`) ?? [];
  const there = last.length === 0 ? "there are no buttons" : `the buttons are ${last.join(" ")}`;
  return { message: `there is no button ${labels.map((label) => `[${label}]`).join(" ")}: ${there}` };
}

function choiceId(message: Message, label: string): string | undefined {
  const wanted = label.trim().toLowerCase();
  return message.choices?.find((choice) => choice.label.trim().toLowerCase() === wanted)?.id;
}

function firstOf<T>(items: readonly T[], run: (item: T) => Mismatch | undefined): Mismatch | undefined {
  for (const item of items) {
    const mismatch = run(item);
    if (mismatch) return mismatch;
  }
  return undefined;
}
