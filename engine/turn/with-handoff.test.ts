import { describe, expect, test } from "@jest/globals";
import { DateTime } from "luxon";
import { readSite } from "../playbook/read-site.ts";
import { defaultSite, type Site } from "../playbook/site.ts";
import { act, isOwed, leftAlone, type Walk, walkHandoffs } from "./handoff-walk.fixture.ts";
import { spokenInTurn } from "./on-ladder.ts";
import { takeTurn } from "./take-turn.ts";
import { compiled, MONDAY_NINE } from "./talking.fixture.ts";
import type { Talk, Turn, TurnEvent } from "./turn.ts";

const PLAYBOOK = `playbook: x
questions:
  email: { ask: "Your address?", answer: email }
talk:
  start:
    - handoff: sales
      message: One moment.
      answer_within: 6 minutes
      while_waiting: [{ after: 1 minute, say: Still looking. }]
      if_nobody:
        - say: Nobody is there.
        - handoff: support
          answer_within: 3 minutes
          if_nobody: [{ end: left_message }]
      when_back: [{ ask: email }]
    - end: done
`;
const MINUTE = 60_000;
const ana = { id: "ana", name: "Ana" };
const bo = { id: "bo", name: "Bo" };

const begin: TurnEvent = { type: "begin", visitor: "v1", facts: {} };
const joins: TurnEvent = { type: "rep_joined", name: "Ana", rep: "ana" };
const says: TurnEvent = { type: "rep_said", name: "Ana", text: "Hello" };

class Stage {
  readonly walk: Walk;
  now: number;
  turn: Turn;
  constructor(site: Site = defaultSite(), now = MONDAY_NINE) {
    this.walk = { compiled: compiled(PLAYBOOK), site };
    this.now = now;
    this.turn = this.taken(undefined, begin);
  }
  take(event: TurnEvent): Turn {
    this.turn = this.taken(this.turn.talk, event);
    return this.turn;
  }
  get talk(): Talk {
    return this.turn.talk;
  }
  clock(name: string): number | undefined {
    return this.talk.clocks.find(({ key }) => key.startsWith(name))?.dueAt;
  }
  /** Rings the clock whose key begins so, at its time. */
  ring(name: string): Turn {
    const clock = this.talk.clocks.find(({ key }) => key.startsWith(name));
    if (!clock) throw new Error(`no clock ${name}`);
    this.now = clock.dueAt;
    return this.take({ type: "clock", key: clock.key });
  }
  private taken(talk: Talk | undefined, event: TurnEvent): Turn {
    const turn = act(this.walk, talk, event, this.now);
    if (!turn) throw new Error(`${event.type} was refused`);
    return turn;
  }
}

describe("a handoff on the ladder", () => {
  test("climbs while the playbook's own clocks run, and ends in if_nobody", () => {
    const stage = new Stage();
    expect(stage.talk.handoff).toMatchObject({
      state: "offered",
      rung: "person",
      team: "sales",
      language: "en",
    });
    stage.ring("ladder/rung");
    expect(stage.talk.handoff).toMatchObject({ rung: "team" });
    expect(stage.ring("while_waiting").messages.map(({ text }) => text)).toEqual(["Still looking."]);
    stage.ring("ladder/rung");
    expect([stage.talk.handoff?.rung, stage.clock("ladder")]).toEqual(["everybody", undefined]);
    expect(stage.ring("answer_within").messages.map(({ text }) => text)).toEqual(["Nobody is there."]);
    expect(stage.now).toBe(MONDAY_NINE + 6 * MINUTE);
    // The next handoff of the playbook is another one, with a ladder of its own.
    expect(stage.talk.handoff).toMatchObject({
      number: 2,
      team: "support",
      state: "offered",
      rung: "person",
    });
    stage.ring("answer_within");
    expect([stage.talk.status, stage.talk.outcome, stage.talk.handoff?.state]).toEqual([
      "ended",
      "left_message",
      "expired",
    ]);
  });

  test("tells the visitor nothing while it climbs, and says in effects who is to be told", () => {
    const stage = new Stage();
    const routed = stage.take({
      type: "handoff_routed",
      to: ana,
      asked: ["ana"],
      why: "Ana: the only one free",
    });
    expect(routed.messages).toEqual([]);
    expect(routed.effects).toEqual([{ type: "alert", id: "1.person.handoff.ana", reason: "handoff" }]);
    expect(routed.talk).toMatchObject({
      seq: 1,
      handoff: { state: "alerted", why: "Ana: the only one free" },
    });
  });

  test("is given back by who has it, and a claim without a handoff is one too", () => {
    const stage = new Stage();
    stage.take(joins);
    stage.take(says);
    stage.take({ type: "rep_left", name: "Ana" });
    expect(stage.talk).toMatchObject({ status: "bot", handoff: { state: "returned", owner: ana } });
    stage.take(joins);
    expect(stage.talk).toMatchObject({ status: "human", handoff: { state: "claimed", number: 2 } });
  });

  test("is over when the visitor stops waiting: the playbook says what else there is", () => {
    const stage = new Stage();
    const stopped = stage.take({ type: "wait_stopped" });
    expect(stopped.messages.map(({ from, text }) => [from, text])).toEqual([
      ["system", "You are not waiting for a person any more."],
      ["bot", "Nobody is there."],
    ]);
    stage.take(joins);
    expect(act(stage.walk, stage.talk, { type: "wait_stopped" }, stage.now)).toBeUndefined();
  });

  test("goes on with the team when the owner vanishes, with a whole new clock of the playbook", () => {
    const stage = new Stage();
    stage.take(joins);
    const lost = stage.ring("ladder/reply");
    expect(stage.now).toBe(MONDAY_NINE + 5 * MINUTE);
    expect(lost.messages.map(({ text }) => text)).toEqual(["Ana left the conversation."]);
    expect(lost.talk).toMatchObject({ status: "waiting", handoff: { rung: "team", asked: ["ana"] } });
    expect(stage.clock("answer_within")).toBe(stage.now + 6 * MINUTE);
    expect(lost.effects.filter(({ type }) => type === "alert")).toMatchObject([{ reason: "lost" }]);
  });

  test("changes hands when a transfer is accepted, and the visitor is told", () => {
    const stage = new Stage();
    stage.take(joins);
    stage.take({ type: "transfer_offered", transfer: { from: ana, to: bo } });
    const taken = stage.take({ type: "transfer_accepted", by: bo });
    expect(taken.messages.map(({ text }) => text)).toEqual([
      "Ana left the conversation.",
      "Bo joined the conversation.",
    ]);
    expect(taken.talk).toMatchObject({ status: "human", seq: 4, handoff: { owner: bo, state: "claimed" } });
  });

  test("without the ladder runs on the playbook's clocks alone, as in tests of a playbook", () => {
    const { walk, now } = new Stage();
    const turn = takeTurn(walk.compiled, undefined, begin, { now, site: walk.site, online: new Map() });
    if ("refused" in turn) throw new Error(turn.refused);
    expect(turn.talk.handoff).toBeUndefined();
    expect(turn.talk.clocks.filter(({ key }) => key.startsWith("ladder"))).toEqual([]);
    expect(turn.talk.clocks.length).toBeGreaterThan(0);
  });
});

describe("on every path", () => {
  const stage = new Stage();
  const from = { talk: stage.talk, now: stage.now };
  const stuck = (walk: Walk, first = from) =>
    walkHandoffs(walk, first).talks.filter((one) => {
      const { status, ...talk } = leftAlone(walk, one);
      return status === "waiting" || isOwed({ ...talk, status });
    });

  test("a handoff ends in an answer or in what the playbook has for when nobody comes", () => {
    const { talks, turns } = walkHandoffs(stage.walk, from);
    expect([talks.length > 150, turns > 1_000]).toEqual([true, true]);
    expect(stuck(stage.walk)).toEqual([]);
  });

  test("the bot says nothing while a person owns the turn", () => {
    expect(walkHandoffs(stage.walk, from).bots).toBe(0);
  });

  test("control: without the clock over the ladder people wait for ever", () => {
    const without = (key: string) => key.startsWith("answer_within");
    const clocks = from.talk.clocks.filter(({ key }) => !without(key));
    const first = { ...from, talk: { ...from.talk, clocks } };
    expect(stuck({ ...stage.walk, without }, first).length).toBeGreaterThan(20);
  });
});

describe("in nights in which the clock changes", () => {
  const night = (text: string) => {
    const { site } = readSite(
      `time_zone: Europe/Berlin\nteams: { sales: { hours: { ${text} } } }\nhandoff: { person_for: 2 minutes, reply_within: 40 minutes }\n`,
      "site.yml",
    );
    if (!site) throw new Error("the site is wrong");
    return site;
  };
  const berlin = (iso: string) => DateTime.fromISO(iso, { zone: "Europe/Berlin" }).toMillis();
  const iso = (at: number | undefined) => at && DateTime.fromMillis(at, { zone: "utc" }).toISO();

  test.each([
    // From 2:00 to 3:00 in spring: 1:50 and 40 open minutes is 3:30 in summer time.
    ["2026-03-29T01:50", "2026-03-29T01:30:00.000Z", "2026-03-29T00:52:00.000Z"],
    // The hour from 2:00 comes twice in autumn: 2:50 in summer time and 40 minutes is 2:30 in winter time.
    ["2026-10-25T02:50+02:00", "2026-10-25T01:30:00.000Z", "2026-10-25T00:52:00.000Z"],
  ])("a wait that begins at %s is as long as any other", (at, replyBy, rungEnds) => {
    const stage = new Stage(night('mon-sun: "00:00-06:00"'), berlin(at));
    expect(iso(stage.clock("ladder/rung"))).toBe(rungEnds);
    stage.take(joins);
    expect(iso(stage.clock("ladder/reply"))).toBe(replyBy);
  });

  test.each([
    // Till 2:30 is till 3:00 in the night in which there is no 2:30; so only 10 minutes are left after 1:50.
    ["2026-03-29T01:50", "2026-03-29T22:30:00.000Z"],
    // In autumn it is the second half past two: 1:50 and 40 open minutes is the first 2:30.
    ["2026-10-25T01:50", "2026-10-25T00:30:00.000Z"],
  ])("and open hours are those of the clock on the wall, from %s", (at, replyBy) => {
    const stage = new Stage(night('mon-sun: "00:00-02:30"'), berlin(at));
    stage.take(joins);
    expect(iso(stage.clock("ladder/reply"))).toBe(replyBy);
  });
});

describe("who may speak is a state: while a person owns the turn", () => {
  const owned = () => {
    const stage = new Stage();
    stage.take(joins);
    return stage;
  };
  /** A turn in which the bot puts its oar in. */
  const talkative = (turn: Turn): Turn => {
    const seq = turn.talk.seq + 1;
    const said = { seq, from: "bot", at: "2026-11-23T09:00:00.000Z", text: "I know better." } as const;
    return { ...turn, messages: [...turn.messages, said], talk: { ...turn.talk, seq } };
  };

  test("a turn in which the bot speaks is refused", () => {
    const stage = owned();
    const before = stage.talk;
    const said = stage.take(says);
    expect(spokenInTurn(before, said, says)).toBe(said);
    expect(spokenInTurn(before, talkative(said), says)).toEqual({ refused: "HUMAN_OWNS" });
  });

  test("a visitor's words are kept all the same, without what the bot says to them", () => {
    const stage = owned();
    const before = stage.talk;
    const message: TurnEvent = { type: "message", text: "Are you a bot?" };
    const heard = stage.take(message);
    expect(heard.messages.map(({ from }) => from)).toEqual(["visitor"]);
    expect(spokenInTurn(before, talkative(heard), message)).toEqual(heard);
  });

  test("control: where nobody does, the bot may speak", () => {
    const stage = new Stage();
    const before = stage.talk;
    const heard = stage.take({ type: "message", text: "Are you a bot?" });
    expect(heard.messages.some(({ from }) => from === "bot")).toBe(true);
    expect(spokenInTurn(before, heard, says)).toBe(heard);
  });
});
