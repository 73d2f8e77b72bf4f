import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { CompiledPlaybook } from "../compile/compile-playbook.ts";
import { SHARED } from "../machine/builder.ts";
import type { Context } from "../machine/context.ts";
import { measureCoverage } from "../testing/coverage.ts";
import { type Answers, Driver, everything } from "./language-driver.fixture.ts";
import {
  answersOf,
  GOOD,
  inputs,
  OFFICE,
  play,
  ROUNDED,
  servicesOf,
  visitors,
  WORDS,
} from "./language-inputs.fixture.ts";
import { move } from "./move.ts";
import { takeTurn } from "./take-turn.ts";
import type { Talk } from "./turn.ts";

let playbook: CompiledPlaybook;
beforeAll(() => {
  playbook = everything();
});

const corrections = fc.record({
  seed: fc.nat(100_000),
  visitor: fc.constantFrom("v1", "v2", "v3"),
  after: fc.integer({ min: 1, max: 40 }),
  question: fc.constantFrom("size", "role", "topics", "depth", "budget", "email", "friend", "next", "happy"),
  option: fc.nat(4),
  inTopic: fc.boolean(),
});
const LONG = 200;

test("the walks of these tests go over nearly every step and side of the playbook", () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 40; seed++) {
    const driver = new Driver(playbook, `v${seed % 5}`);
    for (let step = 0; step < LONG && driver.step(answersOf(seed), servicesOf(seed)); step++) {
      if (driver.talk.status !== "waiting" || seed % 3 > 0) continue;
      driver.take({ type: "rep_joined", name: "Tom" });
      driver.take({ type: "rep_left", name: "Tom" });
    }
    for (const key of driver.visited) seen.add(key);
  }
  const { steps, branches } = measureCoverage(playbook.playbook, seen, { steps: 0, branches: 0 });
  const missing = [...steps.missing, ...branches.missing].map(({ what }) => what);
  // What only interruptions reach.
  expect(missing.filter((what) => !/anytime|if_silent|if_stuck|§/.test(what))).toEqual([]);
});

describe("a correction equals having answered so at first", () => {
  /** The talk in which the correction came later, and the one in which it was said at first; undefined: it cannot be. */
  function bothWays({
    seed,
    visitor,
    after,
    question,
    option,
    inTopic,
  }: typeof corrections extends fc.Arbitrary<infer T> ? T : never) {
    const options = GOOD[question] ?? [];
    const value = options[option % options.length] ?? "";
    const corrected = new Driver(playbook, visitor);
    corrected.drive(answersOf(seed), servicesOf(seed), after);
    // The topic asks a question of its own, which the talk then has an answer to.
    if (inTopic && corrected.hears("demo")) corrected.take({ type: "message", text: "show me a demo" });
    const place = corrected.latestPlace(question);
    const times = corrected.asked.filter((one) => one.question === question).length;
    if (place === undefined || (!ROUNDED.includes(question) && times > 1)) return undefined;
    const answers: Answers = (at, about) =>
      about === question && (at === place || !ROUNDED.includes(question))
        ? value
        : answersOf(seed)(at, about);
    const inDetour = corrected.context.portable.detours.length > 0;
    if (!corrected.take({ type: "message", change: `change:${question}` })) return undefined;
    if (!corrected.take({ type: "message", text: value })) return undefined;
    corrected.drive(answers, servicesOf(seed), LONG);
    const direct = new Driver(playbook, visitor);
    direct.drive(answers, servicesOf(seed), LONG);
    const plain = new Driver(playbook, visitor);
    plain.drive(answersOf(seed), servicesOf(seed), LONG);
    return { corrected, direct, plain, inDetour };
  }

  test("wherever it comes, in loops, rounds of a section, after calls and in a playbook that is run", () => {
    let tried = 0;
    let inTopics = 0;
    fc.assert(
      fc.property(corrections, (one) => {
        const ways = bothWays(one);
        fc.pre(ways !== undefined);
        tried++;
        if (ways.inDetour) inTopics++;
        expect(withoutSite(ways.corrected)).toEqual(withoutSite(ways.direct));
        expect(ways.direct.talk.status).toBe("ended");
      }),
      { numRuns: 80, maxSkipsPerRun: 30 },
    );
    expect(tried).toBeGreaterThanOrEqual(80);
    expect(inTopics).toBeGreaterThan(0);
  });

  test("what people say in between changes nothing: topics, why, repeat, silence, the same answer once more", () => {
    fc.assert(
      fc.property(corrections, fc.array(interruptions, { maxLength: 12 }), ({ seed, visitor }, between) => {
        const interrupted = new Driver(playbook, visitor);
        for (const { after, text } of between) {
          interrupted.drive(answersOf(seed), servicesOf(seed), after);
          if (interrupted.hears("safe")) interrupted.take({ type: "message", text });
        }
        interrupted.drive(answersOf(seed), servicesOf(seed), LONG);
        const plain = new Driver(playbook, visitor);
        plain.drive(answersOf(seed), servicesOf(seed), LONG);
        expect(withoutSite(interrupted)).toEqual(withoutSite(plain));
      }),
      { numRuns: 60 },
    );
  });

  test("control: without the correction the two differ, in most cases", () => {
    const cases = fc.sample(corrections, { numRuns: 60, seed: 7 }).flatMap((one) => bothWays(one) ?? []);
    const differ = cases.filter(
      ({ plain, direct }) => JSON.stringify(plain.essence) !== JSON.stringify(direct.essence),
    );
    expect(differ.length).toBeGreaterThan(cases.length / 4);
    expect(cases.length).toBeGreaterThan(20);
  });
});

const interruptions = fc.record({
  after: fc.nat(6),
  text: fc.constantFrom(
    "is my data safe?",
    "why do you ask?",
    "repeat",
    "are you a bot?",
    "what do you know about me?",
    "show me a demo",
  ),
});

function withoutSite({ essence }: Driver) {
  return { ...essence, known: { ...essence.known, site: undefined } };
}

/** Only what an author or a person did may park a talk; these are faults of the engine. */
const FAULT = /Infinite|failed|leads nowhere|no step|gone|Cannot|undefined|is not|no playbook|visits of|met /;

describe("whatever happens to a conversation, in any order", () => {
  test("nothing throws, loops or parks it by a fault; seq never falls; it rests at a step that there is", () => {
    fc.assert(
      fc.property(visitors, inputs, (visitor, sequence) => {
        const driver = new Driver(playbook, visitor, OFFICE);
        let { seq } = driver.talk;
        for (const input of sequence) {
          play(driver, input);
          expect(driver.talk.reason ?? "").not.toMatch(FAULT);
          expect(driver.talk.seq).toBeGreaterThanOrEqual(seq);
          seq = driver.talk.seq;
          expect(playbook.rests.has(driver.talk.snapshot.value)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("control: a talk at a step that its version lacks is parked by a fault", () => {
    const driver = new Driver(playbook, "v1");
    const talk = { ...driver.talk, snapshot: { ...driver.talk.snapshot, value: "gone:ask:name" } };
    const turn = takeTurn(playbook, talk, { type: "message", text: "Ana" }, driver.world);
    expect("refused" in turn ? "" : turn.talk.reason).toMatch(FAULT);
  });

  test("the same turn taken twice is the same turn, also after a round trip through JSON", () => {
    fc.assert(
      fc.property(visitors, inputs, fc.constantFrom(...WORDS), (visitor, sequence, text) => {
        const driver = new Driver(playbook, visitor, OFFICE);
        for (const input of sequence) play(driver, input);
        const stored = JSON.parse(JSON.stringify(driver.talk)) as Talk;
        const event = { type: "message", text } as const;
        const once = takeTurn(playbook, driver.talk, event, driver.world);
        expect(takeTurn(playbook, stored, event, driver.world)).toEqual(once);
        expect(takeTurn(playbook, driver.talk, event, driver.world)).toEqual(once);
      }),
      { numRuns: 150 },
    );
  });

  test("control: another clock is another turn", () => {
    const driver = new Driver(playbook, "v1");
    const event = { type: "message", text: "Ana" } as const;
    const later = { ...driver.world, now: driver.now + 60_000 };
    expect(takeTurn(playbook, driver.talk, event, later)).not.toEqual(
      takeTurn(playbook, driver.talk, event, driver.world),
    );
  });

  test("a replay leads back to where the talk rests, says nothing twice and calls nothing twice", () => {
    fc.assert(
      fc.property(visitors, inputs, (visitor, sequence) => {
        const driver = new Driver(playbook, visitor, OFFICE);
        for (const input of sequence) play(driver, input);
        const { status, snapshot } = driver.talk;
        if (status !== "bot" && status !== "ended") return;
        const again = replay(driver.context);
        expect(again.value).toBe(snapshot.value);
        expect(again.outputs.filter(({ out }) => NEVER_TWICE.includes(out))).toEqual([]);
        expect(replay(again.context)).toEqual(again);
      }),
      { numRuns: 300 },
    );
  });

  test("control: a replay from a memory without its marks says and tells things again", () => {
    const driver = new Driver(playbook, "v1");
    driver.drive(answersOf(1), servicesOf(1), 6);
    const bare = { ...driver.context, portable: { ...driver.context.portable, marks: {}, results: {} } };
    expect(replay(bare).outputs.filter(({ out }) => NEVER_TWICE.includes(out))).not.toEqual([]);
  });
});

const NEVER_TWICE: readonly string[] = ["say", "show", "tell", "call"];

function replay(context: Context) {
  return move(playbook, { value: SHARED.idle, context }, { type: "resume" });
}
