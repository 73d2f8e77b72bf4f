import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { here } from "../turn/here.ts";
import { move } from "../turn/move.ts";
import type { Talk, TurnEvent } from "../turn/turn.ts";
import { moveTalk } from "./move-talk.ts";
import { Conversing, version } from "./moving.fixture.ts";

const TEXT = `
playbook: same
language: en
questions:
  name: { ask: Name?, answer: name }
  way: { ask: Which way?, choices: [form, crm, later, person, rounds] }
  team_size: { ask: Team size?, answer: number, optional: true }
  goals: { ask: Goals?, choices: [fast, cheap], pick: many }
  email: { ask: Email?, answer: email }
  colour: { ask: Colour?, answer: text }
  detail: { ask: What about?, answer: text }
  sure: { ask: '{{ name or "You" }}, all right?', answer: yes_no }
talk:
  start:
    - say_one_of: [Welcome., Hello.]
    - ask: [name, way]
    - choose:
        - when: { way: crm }
          do: [{ call: crm.find, send: { who: '{{ name or "?" }}' }, if_fails: [{ say: No luck. }] }]
        - when: { way: later }
          do: [{ wait: 3 days }, { say: Back again. }]
        - when: { way: person }
          do: [{ goto: to_sales }]
        - when: { way: rounds }
          do: [{ repeat: { up_to: 2, ask_first: Another?, do: [{ ask: colour }] } }]
        - otherwise: [{ say: On we go. }]
    - ask: [team_size, goals]
    - goto: check
  check:
    - ask: sure
    - if: { sure: false }
      then: [{ change_answer: [name, team_size] }, { goto: check }]
    - tell: { team: sales, message: '{{ name or "Somebody" }} is done.' }
    - ask: email
    - end: done
  to_sales:
    - handoff: sales
      message: One moment, I ask.
      note: '{{ name or "?" }}'
      answer_within: 3 minutes
      if_nobody: [{ say: Nobody there. }, { ask: email }, { end: left_message }]
      when_back: [{ say: Robin again. }, { ask: team_size }, { end: rated }]
anytime:
  help: { people_say: [I need help], reply: Sure., do: [{ say: Well. }, { ask: detail }, { say: Noted. }] }
  discount: { people_say: [any discount], goto: check }
if_silent: [{ after: 3 minutes, say: Still there? }, { after: 3 days, end: abandoned }]
if_stuck: { tries: 2, do: [{ say: Sorry. }, { goto: to_sales }] }
`;

const [ONE, OTHER] = [version(TEXT), version(`${TEXT}# the same\n`)];
const OTHER_WORDS = version(TEXT.replaceAll(/Name\?|Which way\?|Team size\?|Goals\?|Email\?/g, "$& (new)"));

type Act =
  | { readonly do: "say"; readonly text: string }
  | { readonly do: "event"; readonly event: TurnEvent }
  | { readonly do: "clock" | "tap" | "service" };

const WORDS = [
  "Ana",
  "form",
  "crm",
  "later",
  "person",
  "rounds",
  "25",
  "fast",
  "red",
  "yes",
  "no",
  "ana@example.com",
  "hello?",
  "I need help",
  "any discount?",
  "sorry, my name is Eva",
  "actually 12",
  "skip",
  "why do you ask?",
  "start over",
  "stop",
  "I want a human",
  "blah",
] as const;
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS).map((text) => ({ do: "say" as const, text })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom({ do: "clock" as const }, { do: "tap" as const }, { do: "service" as const }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<TurnEvent>(
        { type: "message", change: "change:name" },
        { type: "rep_joined", name: "Tom" },
        { type: "rep_said", name: "Tom", text: "Hi." },
        { type: "rep_left", name: "Tom" },
        { type: "rep_left", name: "Tom", step: "check" },
        { type: "rep_vanished", name: "Tom" },
      )
      .map((event) => ({ do: "event" as const, event })),
  },
);

/** The event that an act comes to here; undefined when there is none, such as no button to tap. */
function eventOf(act: Act, talk: Conversing): TurnEvent | undefined {
  if (act.do === "say") return { type: "message", text: act.text };
  if (act.do === "event") return act.event;
  if (act.do === "tap") {
    const choice = talk.turn.messages.findLast(({ choices }) => choices !== undefined)?.choices?.[0];
    return choice && { type: "message", choice: choice.id };
  }
  if (act.do === "clock") {
    const key = talk.turn.talk.clocks.toSorted((one, two) => one.dueAt - two.dueAt)[0]?.key;
    return key === undefined ? undefined : { type: "clock", key };
  }
  const call = talk.turn.effects.find(({ type }) => type === "call");
  return call && { type: "service", id: call.id, ok: true, data: "found" };
}

/** All that anybody sees of a turn. */
function seen(talk: Conversing): unknown {
  const { messages, lead, effects, talk: after } = talk.turn;
  return {
    messages,
    lead,
    effects: effects.map((effect) => (effect.type === "call" ? effect : { ...effect, id: "" })),
    place: talk.place,
    status: after.status,
    outcome: after.outcome,
    clocks: after.clocks,
  };
}

/** Takes the acts in both; `publish` is called before each. @returns whether both always showed the same, and moves. */
function sideBySide(
  acts: readonly Act[],
  publish: (talk: Conversing) => void,
): { same: boolean; moves: number } {
  const [still, moving] = [new Conversing(ONE), new Conversing(ONE)];
  let moves = 0;
  for (const act of acts) {
    const event = eventOf(act, still);
    if (event === undefined) continue;
    if (awaitsReplay(still)) break;
    publish(moving);
    if (!takenAlike(still, moving, event)) return { same: false, moves };
    if (moving.turn.moved) moves++;
  }
  return { same: true, moves };
}

/**
 * A correction while the talk waits for a human is kept without a replay, so the next replay, whatever brings it, leads
 * elsewhere (language, section 5, "Humans"). A move is a replay like any other.
 */
function awaitsReplay({ compiled, talk, world }: Conversing): boolean {
  if (talk.status !== "bot") return false;
  const context = here(compiled, talk.snapshot.context as Context, world);
  return move(compiled, { value: SHARED.idle, context }, { type: "resume" }).value !== talk.snapshot.value;
}

function takenAlike(still: Conversing, moving: Conversing, event: TurnEvent): boolean {
  if (event.type === "clock") {
    const due = still.turn.talk.clocks.find(({ key }) => key === event.key)?.dueAt ?? 0;
    still.now = moving.now = Math.max(still.now, due);
  }
  const [one, two] = [still.tried(still.talk, event), moving.tried(moving.talk, event)];
  if ("refused" in one || "refused" in two) return JSON.stringify(one) === JSON.stringify(two);
  still.take(event);
  moving.take(event);
  return JSON.stringify(seen(still)) === JSON.stringify(seen(moving));
}

const acts = fc.array(act, { minLength: 4, maxLength: 14 });
const back = (talk: Conversing) => void talk.publish(talk.compiled === ONE ? OTHER : ONE);

describe("moving to another version", () => {
  test("of the same text shows nothing, wherever the conversation stands", () => {
    let moves = 0;
    fc.assert(
      fc.property(acts, (list) => {
        const result = sideBySide(list, back);
        moves += result.moves;
        return result.same;
      }),
      { numRuns: 150 },
    );
    expect(moves).toBeGreaterThan(300);
  });

  test("of other words shows (the property can see it)", () => {
    const result = fc.check(
      fc.property(acts, (list) => sideBySide(list, (talk) => void talk.publish(OTHER_WORDS)).same),
      { numRuns: 50 },
    );
    expect(result.failed).toBe(true);
  });

  test("and through JSON is the same as without, and moving there and back as not moving", () => {
    fc.assert(
      fc.property(acts, (list) => {
        const talk = new Conversing(ONE);
        for (const each of list) {
          const event = eventOf(each, talk);
          if (event?.type === "message" && !("refused" in talk.tried(talk.talk, event))) talk.take(event);
        }
        const moved = moveTalk(ONE, OTHER, talk.talk, talk.world);
        const through = moveTalk(ONE, OTHER, JSON.parse(JSON.stringify(talk.talk)) as Talk, talk.world);
        expect(JSON.parse(JSON.stringify(moved))).toEqual(JSON.parse(JSON.stringify(through)));
        if (moved.moved === "stays" || awaitsReplay(talk)) return;
        const again = moveTalk(OTHER, ONE, moved.talk, talk.world);
        expect(again.talk.snapshot.value).toBe(talk.talk.snapshot.value);
      }),
      { numRuns: 60 },
    );
  });
});
