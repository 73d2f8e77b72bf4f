import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { move } from "./move.ts";
import { QUALIFY } from "./qualify.fixture.ts";
import { takeTurn } from "./take-turn.ts";
import { compiled, Talking } from "./talking.fixture.ts";
import type { Talk, TurnEvent } from "./turn.ts";

let playbook: CompiledPlaybook;
beforeAll(() => {
  playbook = compiled(QUALIFY);
});

const WORDS = [
  "Ana",
  "80",
  "3",
  "Marketing",
  "IT",
  "more leads",
  "both",
  "20k",
  "ana@acme.example",
  "a@gmail.com",
  "yes",
  "no",
  "skip",
  "why?",
  "repeat",
  "start over",
  "human",
  "stop",
  "not interested",
  "is my data safe?",
  "price",
  "sorry, we are only 3 people",
  "my email is wrong",
  "Ana from Acme, we're 60 people",
  "hm",
  "are you a bot?",
  "team size",
];

const inputs = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...WORDS).map((text) => ({ do: "say" as const, text })) },
    { weight: 1, arbitrary: fc.string({ maxLength: 40 }).map((text) => ({ do: "say" as const, text })) },
    { weight: 2, arbitrary: fc.nat(3).map((index) => ({ do: "tap" as const, index })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("team_size", "role", "email")
        .map((name) => ({ do: "change" as const, name })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(30, 200, 300_000).map((seconds) => ({ do: "wait" as const, seconds })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("rep_joined", "rep_left", "rep_closed", "rep_vanished")
        .map((type) => ({ do: "rep" as const, type })),
    },
  ),
  { maxLength: 25 },
);
type Input = typeof inputs extends fc.Arbitrary<(infer T)[]> ? T : never;

function play(talk: Talking, input: Input): void {
  const event = eventOf(talk, input);
  if (input.do === "wait") talk.wait(input.seconds);
  if (!event) return;
  const turn = takeTurn(talk.playbook, talk.turn.talk, event, {
    now: talk.now,
    site: talk.site,
    online: new Map(),
  });
  if (!("refused" in turn)) talk.take(event);
}

function eventOf(talk: Talking, input: Input): TurnEvent | undefined {
  switch (input.do) {
    case "say":
      return { type: "message", text: input.text };
    case "tap": {
      const choice = talk.turn.messages.flatMap(({ choices = [] }) => choices)[input.index];
      return choice && { type: "message", choice: choice.id };
    }
    case "change":
      return { type: "message", change: `change:${input.name}` };
    case "wait":
      return undefined;
    case "rep":
      return input.type === "rep_closed"
        ? { type: "rep_closed", name: "Tom", outcome: "spam" }
        : { type: input.type as "rep_joined", name: "Tom" };
  }
}

/** What the lead and the visitor would see the same. */
function essence(talk: Talking) {
  const { status, outcome, snapshot } = talk.turn.talk;
  return { status, outcome, at: snapshot.value, answers: talk.answers, score: talk.turn.lead.score };
}

describe("whatever happens to a conversation", () => {
  test("nothing throws, loops, or leaves a machine that cannot go on; seq stays dense", () => {
    fc.assert(
      fc.property(inputs, (sequence) => {
        const talk = new Talking(playbook);
        let seq = talk.turn.talk.seq;
        for (const input of sequence) {
          play(talk, input);
          expect(talk.turn.talk.reason ?? "").not.toMatch(/Infinite|failed|leads nowhere|no step/);
          expect(talk.turn.talk.seq).toBeGreaterThanOrEqual(seq);
          seq = talk.turn.talk.seq;
          expect(playbook.rests.has(talk.turn.talk.snapshot.value)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("the same turn taken twice is the same turn, also after a round trip through JSON", () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...WORDS), (sequence, text) => {
        const talk = new Talking(playbook);
        for (const input of sequence) play(talk, input);
        const world = { now: talk.now, site: talk.site, online: new Map<string, number>() };
        const stored = JSON.parse(JSON.stringify(talk.turn.talk)) as Talk;
        const event = { type: "message", text } as const;
        expect(takeTurn(playbook, stored, event, world)).toEqual(
          takeTurn(playbook, talk.turn.talk, event, world),
        );
      }),
      { numRuns: 80 },
    );
  });

  test("a replay leads back to where the talk rests, with nothing said twice", () => {
    fc.assert(
      fc.property(inputs, (sequence) => {
        const talk = new Talking(playbook);
        for (const input of sequence) play(talk, input);
        const { value, context } = talk.turn.talk.snapshot;
        if (!replays(talk)) return;
        const again = move(playbook, { value: SHARED.idle, context: context as Context }, { type: "resume" });
        expect(again.value).toBe(value);
        expect(again.outputs.filter(({ out }) => out === "say" || out === "show")).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("control: a replay from a memory without its marks does say things again", () => {
    const talk = new Talking(playbook);
    talk.say("Ana");
    const context = talk.turn.talk.snapshot.context as Context;
    const bare = { ...context, portable: { ...context.portable, marks: {} } };
    const again = move(playbook, { value: SHARED.idle, context: bare }, { type: "resume" });
    expect(again.outputs.filter(({ out }) => out === "say")).not.toEqual([]);
  });
});

/**
 * With a person there is nothing to replay. A door is not taken again once its question has an answer (told while the
 * talk waited, without a walk): there a replay goes on from the question, as the language says.
 */
function replays({ turn }: Talking): boolean {
  const { portable } = turn.talk.snapshot.context as Context;
  const answered = new Set(portable.answers.map(({ question }) => question));
  const stale = Object.keys(portable.doors).some((step) => answered.has(/:ask:(\w+)/.exec(step)?.[1] ?? ""));
  return !stale && (turn.talk.status === "bot" || turn.talk.status === "ended");
}

describe("a correction equals having answered so at first", () => {
  const script = ["Ana", "80", "Marketing", "more leads", "20k", "ana@acme.example"];
  const corrections = fc.constantFrom(
    { index: 1, question: "team_size", value: "3" },
    { index: 1, question: "team_size", value: "200" },
    { index: 2, question: "role", value: "IT" },
    { index: 4, question: "budget", value: "500" },
  );

  /** Answers by question, so that a question that is not on the path takes no answer from the script. */
  function answerAll(talk: Talking, answers: Record<string, string>, until: number): void {
    for (let step = 0; step < until; step++) {
      const question = talk.turn.messages.at(-1)?.input?.question;
      const answer = question === undefined ? undefined : answers[question];
      if (answer === undefined) return;
      talk.say(answer);
    }
  }

  const names = ["name", "team_size", "role", "goals", "budget", "email"];
  const plain = Object.fromEntries(names.map((name, index) => [name, script[index] ?? ""]));

  test("wherever it comes", () => {
    fc.assert(
      fc.property(corrections, fc.integer({ min: 5, max: 6 }), ({ index, question, value }, answered) => {
        fc.pre(index < answered);
        const corrected = new Talking(playbook);
        answerAll(corrected, plain, answered);
        corrected.take({ type: "message", change: `change:${question}` });
        corrected.say(value);
        answerAll(corrected, plain, 10);

        const direct = new Talking(playbook);
        answerAll(direct, { ...plain, [question]: value }, 20);
        expect(essence(corrected)).toEqual(essence(direct));
      }),
    );
  });

  test("control: without the correction the two differ", () => {
    const plainTalk = new Talking(playbook);
    answerAll(plainTalk, plain, 20);
    const direct = new Talking(playbook);
    answerAll(direct, { ...plain, team_size: "3" }, 20);
    expect(essence(plainTalk)).not.toEqual(essence(direct));
  });
});
